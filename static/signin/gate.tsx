/**
 * Lays the sign-in over whatever page is open, so that a picture and unsent taps survive a new sign-in.
 */
import type { ComponentType } from "preact";
import { signedOut } from "../page/fetch";
import { me } from "../page/me";
import { SignIn } from "./signin_view";

/** Show the page to whoever is signed in, and the sign-in to whoever is not. */
export function Gate({ view: View }: { view: ComponentType }) {
  const asks = signedOut.value || !me.value;
  return (
    <>
      {me.value ? <View /> : null}
      {asks ? <SignIn /> : null}
    </>
  );
}
