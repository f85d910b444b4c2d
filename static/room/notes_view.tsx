/** The room's book: the last entry with who has not seen it yet, the whole of it in a drawer, a note. */
import { useState } from "preact/hooks";
import { ask } from "../page/fetch";
import { Button, Field } from "../page/kit";
import { SEATS } from "../page/me";
import { pathsOf } from "../page/room_paths";
import { beat, hms } from "../page/time";
import type { Entry } from "../page/wire";
import { t } from "../page/words/words";
import { ActButton } from "./act_button";
import { author, sentence } from "./log_words";
import { seatShort } from "./names";
import { closeSheet, open } from "./sheets";
import { cursors, entries, heardAt, panels, room, takeOlder } from "./state";

// Receipts come once a second: sooner nobody can have been told of them.
const RECEIPTS_MS = 2_500;

/** The last entry in one line. */
export function LogRow() {
  const last = entries.value.at(-1);
  const unseen = last && beat.value >= 0 && performance.now() - heardAt.value > RECEIPTS_MS ? notSeen(last) : [];
  return (
    <section class="log-row" aria-label={t("log.title")}>
      {last ? (
        <p>
          <b>{last.seq}</b> <time>{hms(last.at)}</time> {author(last)} · {sentence(last)}
        </p>
      ) : (
        <p>{t("log.empty")}</p>
      )}
      {unseen.length ? <span class="unseen-by">{t("log.unseen", { seats: unseen.map(seatShort).join(t("list")) })}</span> : null}
      <Button look="quiet" onPress={() => open({ of: "log" })}>
        {t("log.all")}
      </Button>
    </section>
  );
}

/** The seats whose people have not had an entry on the glass. */
function notSeen(entry: Entry) {
  const seats = panels.value!.seats.seats;
  return SEATS.filter((seat) => {
    const holders = seats[seat]?.holders.filter((holder) => !holder.phone_only) ?? [];
    if (!holders.length || !cursors.value.length) return false;
    const theirs = cursors.value.filter((cursor) => holders.some((holder) => holder.person === cursor.person));
    return !theirs.some((cursor) => cursor.shown >= entry.seq);
  });
}

const PAGE = 50;

/** The whole book, newest first, older pages by request. */
export function LogSheet() {
  const [more, setMore] = useState(true);
  const [failed, setFailed] = useState(false);
  const older = async () => {
    const before = entries.value[0]?.seq ?? 1;
    try {
      const told = await ask<{ entries: Entry[]; more: boolean }>(pathsOf(room.value).entries(before, PAGE));
      takeOlder(told.entries);
      setMore(told.more);
      setFailed(false);
    } catch {
      setFailed(true);
    }
  };
  return (
    <>
      <ol class="log">
        {[...entries.value].reverse().map((entry) => (
          <LogLine key={entry.seq} entry={entry} />
        ))}
      </ol>
      {failed ? <p role="alert">{t("ask.failed")}</p> : null}
      {more && (entries.value[0]?.seq ?? 1) > 1 ? <Button onPress={() => void older()}>{t("log.older")}</Button> : null}
    </>
  );
}

function LogLine({ entry }: { entry: Entry }) {
  const late = Math.abs(Date.parse(entry.at) - Date.parse(entry.occurred_at)) > 60_000;
  return (
    <li>
      <b>{entry.seq}</b>
      <time>
        {hms(entry.at)}
        {late ? <small>{t("log.occurred", { time: hms(entry.occurred_at) })}</small> : null}
      </time>
      <span class="log-author">{author(entry)}</span>
      <span>{sentence(entry)}</span>
    </li>
  );
}

/** Write something down for everyone. */
export function NoteSheet() {
  const [words, setWords] = useState("");
  return (
    <div class="sheet-part">
      <Field label={t("note.words")} value={words} onInput={setWords} rows={3} first />
      <div class="sheet-acts">
        <ActButton look="main" kind="WriteNote" body={{ words: words.trim() }} disabled={!words.trim()} then={closeSheet}>
          {t("note.write")}
        </ActButton>
      </div>
    </div>
  );
}
