/** Who plays each seat and who makes the exercise: added by one list, removed by one tap, trainees marked. */
import { Button } from "../page/kit";
import { SEATS } from "../page/me";
import type { Crew, DrillStaff, Participant, Seat } from "../page/wire";
import { t } from "../page/words/words";
import { seatName, who } from "../room/names";
import { left, type Manning } from "./crew";

interface Props {
  crew: Crew;
  value: Manning;
  onChange: (value: Manning) => void;
}

/** The seats, then the staff. */
export function PeoplePick({ crew, value, onChange }: Props) {
  const play = (participants: Participant[]) => onChange({ ...value, participants });
  const make = (staff: Partial<DrillStaff>) => onChange({ ...value, staff: { ...value.staff, ...staff } });
  const { director, evaluators, safety } = value.staff;
  return (
    <div class="people-pick">
      {SEATS.map((seat) => (
        <SeatRow key={seat} seat={seat} {...{ crew, value, play }} />
      ))}
      <OneOf label={t("plan.director")} value={director} options={[director, ...left(crew.directors, value)]} onChoose={(person) => make({ director: person })} />
      <div class="pick-row" role="group" aria-label={t("plan.evaluators")}>
        <span>{t("plan.evaluators")}</span>
        <div class="pick-people">
          {evaluators.map((person) => (
            <span key={person} class="person-chip">
              <b>{who(person)}</b>
              <Remove person={person} onPress={() => make({ evaluators: evaluators.filter((each) => each !== person) })} />
            </span>
          ))}
          <Add label={t("plan.evaluators")} people={left(crew.evaluators, value)} onAdd={(person) => make({ evaluators: [...evaluators, person] })} />
        </div>
      </div>
      <OneOf label={t("plan.safety")} value={safety} options={[safety, ...left(crew.safety, value)]} onChoose={(person) => make({ safety: person })} />
    </div>
  );
}

function SeatRow({ seat, crew, value, play }: { seat: Seat; crew: Crew; value: Manning; play: (participants: Participant[]) => void }) {
  const all = value.participants;
  const here = all.filter((each) => each.seat === seat);
  const turn = (person: string) => play(all.map((each) => (each.person === person ? { ...each, trainee: !each.trainee } : each)));
  return (
    <div class="pick-row" role="group" aria-label={seatName(seat)}>
      <span>{seatName(seat)}</span>
      <div class="pick-people">
        {here.map(({ person, trainee }) => (
          <span key={person} class="person-chip">
            <b>{who(person)}</b>
            <Button pressed={trainee} label={t("plan.trainee-of", { who: who(person) })} onPress={() => turn(person)}>
              {t("plan.trainee")}
            </Button>
            <Remove person={person} onPress={() => play(all.filter((each) => each.person !== person))} />
          </span>
        ))}
        <Add label={seatName(seat)} people={left(crew.seats[seat], value)} onAdd={(person) => play([...all, { person, seat, trainee: false }])} />
      </div>
    </div>
  );
}

function Remove({ person, onPress }: { person: string; onPress: () => void }) {
  return (
    <Button look="quiet" label={t("plan.remove", { who: who(person) })} onPress={onPress}>
      ✕
    </Button>
  );
}

function Add({ label, people, onAdd }: { label: string; people: readonly string[]; onAdd: (person: string) => void }) {
  if (!people.length) return null;
  const choose = (event: Event) => {
    const list = event.target as HTMLSelectElement;
    if (list.value) onAdd(list.value);
    list.value = "";
  };
  return (
    <select class="pick-add" aria-label={t("plan.add-to", { what: label })} onChange={choose} value="">
      <option value="">＋ {t("plan.add")}</option>
      {people.map((person) => (
        <option key={person} value={person}>
          {who(person)}
        </option>
      ))}
    </select>
  );
}

function OneOf({ label, value, options, onChoose }: { label: string; value: string; options: readonly string[]; onChoose: (person: string) => void }) {
  const known = [...new Set(options.filter(Boolean))];
  return (
    <label class="pick-row">
      <span>{label}</span>
      <select value={value} onChange={(event) => onChoose((event.target as HTMLSelectElement).value)}>
        {value ? null : <option value="">–</option>}
        {known.map((person) => (
          <option key={person} value={person}>
            {who(person)}
          </option>
        ))}
      </select>
    </label>
  );
}
