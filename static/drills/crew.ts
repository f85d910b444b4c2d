/** Who is proposed for a drill and who may still be added: pure, over the answer of the server. */
import type { Crew, DrillStaff, Participant, Seat } from "../page/wire";

export interface Manning {
  participants: Participant[];
  staff: DrillStaff;
}

/** The first of each seat play; I direct, and the first others evaluate and keep it safe. */
export function proposed(crew: Crew, seats: readonly Seat[], me: string): Manning {
  const participants = seats.flatMap((seat) => crew.seats[seat].slice(0, 1).map((person) => ({ person, seat, trainee: false })));
  const playing = new Set(participants.map((each) => each.person));
  const free = (people: readonly string[], ...not: string[]) => people.filter((each) => !playing.has(each) && !not.includes(each));
  const director = crew.directors.includes(me) ? me : (free(crew.directors)[0] ?? "");
  const evaluators = free(crew.evaluators, director).slice(0, 1);
  const safety = free(crew.safety, director)[0] ?? director;
  return { participants, staff: { director, evaluators, safety } };
}

/** Who of these is not yet in the exercise. */
export function left(people: readonly string[], { participants, staff }: Manning): string[] {
  const taken = new Set([...participants.map((each) => each.person), staff.director, staff.safety, ...staff.evaluators]);
  return people.filter((each) => !taken.has(each));
}
