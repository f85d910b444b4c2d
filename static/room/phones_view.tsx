/** Phones large enough to dial from an arm's length, readable without a line; and the way to paper. */
import { useEffect, useState } from "preact/hooks";
import { pathsOf } from "../page/room_paths";
import { askOrKept } from "../page/shelf";
import type { Phone } from "../page/wire";
import { t } from "../page/words/words";
import { seatName, who } from "./names";
import { RosterButton } from "./roster_view";
import { cardsAddress } from "../page/station_page";
import { inDrill, room, station } from "./state";

function usePhones(): Phone[] | null {
  const [phones, setPhones] = useState<Phone[] | null>(null);
  useEffect(() => {
    askOrKept<{ phones: Phone[] | Record<string, string> }>(pathsOf(room.value).phones).then(
      (told) => setPhones(asList(told.phones)),
      () => setPhones([]),
    );
  }, []);
  return phones;
}

function asList(told: Phone[] | Record<string, string>): Phone[] {
  if (Array.isArray(told)) return told;
  return Object.entries(told).map(([person, phone]) => ({ person, phone, seat: "district-officer" }));
}

/** One person's phone as a link that dials. */
export function PhoneOf({ person }: { person: string }) {
  const phone = usePhones()?.find((each) => each.person === person)?.phone;
  return phone ? (
    <a class="phone" href={`tel:${phone}`}>
      {phone}
    </a>
  ) : null;
}

/** All phones of this room, and the pages to print. */
export function PhonesSheet() {
  const phones = usePhones();
  return (
    <>
      <ul class="lines people">
        {(phones ?? []).map((each) => (
          <li key={each.person + each.seat}>
            <span>
              <b>{who(each.person)}</b> {seatName(each.seat)}
            </span>
            <a class="phone" href={`tel:${each.phone}`}>
              {each.phone}
            </a>
          </li>
        ))}
        {phones?.length === 0 ? <li class="quiet-line">{t("phones.none")}</li> : null}
        {phones === null ? <li class="quiet-line">{t("asking")}</li> : null}
      </ul>
      <div class="sheet-acts">
        {inDrill.value ? null : <RosterButton />}
        {inDrill.value ? null : (
          <a class="button" href={`/planbook/${station.value}`}>
            {t("planbook.title")}
          </a>
        )}
        {inDrill.value ? null : (
          <a class="button" href={`/readiness/${station.value}`}>
            {t("ready.title")}
          </a>
        )}
        <a class="button" href={cardsAddress(room.value)}>
          {t(inDrill.value ? "drill.paper" : "cards.title")}
        </a>
      </div>
    </>
  );
}
