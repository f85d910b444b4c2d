/**
 * The top line of the pages beside the room: where one is, who one is, language, light, the way out.
 */
import type { ComponentChildren } from "preact";
import { chooseLanguage, chooseTheme, language, theme } from "./device";
import { Button } from "./kit";
import { me, signOut } from "./me";
import { named, t } from "./words/words";

/** The header of a page. */
export function Header({ title, children }: { title: string; children?: ComponentChildren }) {
  return (
    <header class="page-head">
      <a class="page-home" href="/" aria-label={`Metro Flow · ${t("rooms.title")}`}>
        Metro Flow
      </a>
      <h1>{title}</h1>
      <div class="page-head-middle">{children}</div>
      <span class="page-me">{named(me.value?.name)}</span>
      <Looks />
      <Button look="quiet" onPress={() => void signOut()}>
        {t("signin.leave")}
      </Button>
    </header>
  );
}

/** Language and light, one tap each. */
export function Looks() {
  return (
    <>
      <Button look="quiet" onPress={() => chooseLanguage(language.value === "zh" ? "en" : "zh")}>
        {t("language.other")}
      </Button>
      <Button look="quiet" onPress={() => chooseTheme(theme.value === "dark" ? "light" : "dark")} label={t("theme.change")}>
        {theme.value === "dark" ? "☀" : "☾"}
      </Button>
    </>
  );
}
