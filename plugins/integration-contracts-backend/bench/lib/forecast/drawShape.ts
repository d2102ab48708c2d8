import { Dice } from './Dice';
import { World } from './World';

export type Kind = 'switch' | 'steps' | 'line' | 'decay' | 'straggler' | 'job';

/** In which share of full use a consumer is on a day. */
export type Shape = (day: number) => number;

interface Moving {
  /** The day on which it begins to move. */
  moves: number;
  announcedOn: number;
  world: World;
}

/** What a consumer of a kind does from the day on which it begins to move. */
export function drawShape(
  dice: Dice,
  kind: Kind,
  { moves, announcedOn, world }: Moving,
): Shape {
  switch (kind) {
    case 'steps': {
      const shares = dice.pick([
        [[0.75, 0.5, 0.25], 3],
        [[0.9, 0.5], 2],
        [[0.99, 0.95, 0.75, 0.5], 2],
        [[0.8, 0.6, 0.4, 0.2, 0.05], 2],
      ] as const);
      const stepDays = dice.logBetween(1, 21);
      const starts: number[] = [moves];
      for (const _ of shares) {
        starts.push(
          starts[starts.length - 1] + stepDays * dice.logBetween(0.5, 2),
        );
      }
      return day => {
        const taken = starts.filter(start => day >= start).length;
        return taken === 0 ? 1 : (shares[taken - 1] ?? 0);
      };
    }
    case 'line': {
      const takes = dice.logBetween(8, 140);
      const bend = dice.logBetween(0.6, 1.7);
      const pauses = dice.isTrue(0.25);
      const pauseAt = dice.between(0.2, 0.8) * takes;
      const pause = pauses ? dice.between(0.1, 0.8) * takes : 0;
      return day => {
        const since = day - moves;
        const worked =
          since < pauseAt ? since : Math.max(pauseAt, since - pause);
        return Math.max(0, 1 - Math.max(0, worked) / takes) ** bend;
      };
    }
    case 'decay': {
      // A new version of the app comes out soon after the announcement, or whenever its team gets to it.
      const begins = dice.isTrue(0.5)
        ? announcedOn + dice.between(-20, 30)
        : moves;
      const fast = dice.logBetween(...world.lifetimeDays);
      const slow = fast * dice.between(1, 1.8);
      const slowShare = dice.between(0.05, 0.4);
      const cut = dice.isTrue(0.15)
        ? begins + fast * dice.between(3, 9)
        : Infinity;
      return day => {
        const since = Math.max(0, day - begins);
        return day >= cut
          ? 0
          : (1 - slowShare) * Math.exp(-since / fast) +
              slowShare * Math.exp(-since / slow);
      };
    }
    default: {
      // Some go back once more before they stay away.
      const back = dice.isTrue(0.1) ? dice.whole(2, 9) : 0;
      const stays = dice.whole(1, 10);
      return day => {
        const since = day - moves;
        return since < 0 || (back > 0 && since >= back && since < back + stays)
          ? 1
          : 0;
      };
    }
  }
}
