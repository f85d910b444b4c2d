/** 工作对接: contacts by seat, the radio sheet, and exits walked together. Phones stay in the room. */
import { useState } from "preact/hooks";
import { SEATS } from "../page/me";
import { t } from "../page/words/words";
import { ActButton } from "../room/act_button";
import { seatName, who } from "../room/names";
import { profile } from "../room/state";
import { agencies, exits, one, several } from "./asks";
import { FoldedForm } from "./form";
import { agencyName, agencyNames, deed } from "./names";
import { book, lights, older } from "./reading";
import { AGENCIES } from "./told";

/** Three lists, each with its act. */
export function LiaisonView() {
  return (
    <div class="ready-two even">
      <div class="ready-stack">
        <Contacts />
        <Radio />
      </div>
      <Walks />
    </div>
  );
}

function Contacts() {
  const { contacts } = book.value!.liaison;
  const limit = lights.value?.limits.contacts_days ?? 30;
  return (
    <section class="plan-part">
      <h2>{t("ready.contacts")}</h2>
      <p class="quiet-line">{t("ready.contacts.how", { days: limit })}</p>
      <ul class="ready-rows">
        {SEATS.map((seat) => {
          const looked = contacts[seat];
          return (
            <li key={seat}>
              <p>
                <b>{seatName(seat)}</b>
                <small>{looked ? t("ready.verified", { who: who(looked.by), day: looked.day }) : t("ready.never")}</small>
              </p>
              {looked && older(looked.day, limit) ? <b class="chip">{t("shows.overdue")}</b> : looked ? null : <b class="badge">{t("shows.missing")}</b>}
              <ActButton kind="VerifyContacts" body={{ seat }}>
                {t("ready.verify")}
              </ActButton>
            </li>
          );
        })}
      </ul>
    </section>
  );
}

function Radio() {
  const { radio } = book.value!.liaison;
  return (
    <section class="plan-part">
      <h2>{t("ready.radio")}</h2>
      {radio ? (
        <>
          <p class="quiet-line">
            {t("planbook.version", { version: radio.version })} · {radio.checked ? t("ready.tried", { who: who(radio.checked.by), day: radio.checked.day }) : t("ready.untried")}
          </p>
          <ul class="lines">
            {radio.channels.map((each) => (
              <li key={each.agency}>
                <span>{agencyName(each.agency)}</span>
                <b>{each.channel}</b>
              </li>
            ))}
          </ul>
          <ActButton kind="CheckRadioSheet" body={{ version: radio.version }}>
            {deed("CheckRadioSheet")}
          </ActButton>
        </>
      ) : (
        <p>{t("ready.radio.none")}</p>
      )}
      <RadioForm key={radio?.version ?? 0} />
    </section>
  );
}

function RadioForm() {
  const before = book.value!.liaison.radio?.channels ?? [];
  const [channels, setChannels] = useState<Record<string, string>>(Object.fromEntries(before.map((each) => [each.agency, each.channel])));
  const written = AGENCIES.filter((agency) => channels[agency]?.trim()).map((agency) => ({ agency, channel: channels[agency]!.trim() }));
  return (
    <details class="fold-details">
      <summary class="button">{deed("WriteRadioSheet")}…</summary>
      <form class="act-form" onSubmit={(event) => event.preventDefault()}>
        {AGENCIES.map((agency) => (
          <label key={agency} class="field">
            <span>{agencyName(agency)}</span>
            <input type="text" maxLength={24} value={channels[agency] ?? ""} onInput={(event) => setChannels({ ...channels, [agency]: (event.target as HTMLInputElement).value })} />
          </label>
        ))}
        <ActButton kind="WriteRadioSheet" body={{ channels: written }} class="act-send" disabled={!written.length}>
          {deed("WriteRadioSheet")}
        </ActButton>
      </form>
    </details>
  );
}

function Walks() {
  const { walks } = book.value!.liaison;
  const all = profile.value?.exits.map((exit) => exit.id) ?? Object.keys(walks);
  return (
    <section class="plan-part">
      <h2>{t("ready.walks")}</h2>
      <FoldedForm
        kind="WalkExit"
        asks={[one("exit", t("ready.exit-label"), exits()), several("agencies", t("ready.walked-by"), agencies())]}
      />
      <ul class="lines">
        {all.map((exit) => (
          <li key={exit}>
            <b>{t("ready.exit", { exit })}</b>
            <span>{walks[exit] ? `${walks[exit]!.day} ${agencyNames(walks[exit]!.agencies)}` : t("ready.never-walked")}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
