import { actsOf } from '../../domain/acts.ts';
import type { Write } from './chunks.ts';
import { mayRetrace, rawOf } from './planInput.ts';
import type { Desk } from './planInput.ts';
import { provenanceWrite } from './provenance.ts';
import { confirmedVerdict, verdictWrite } from './verdict.ts';

/** Verdicts, each in one group with its Provenance, and the Provenance that earlier runs left out. */
export function verdictWrites(desk: Desk): readonly (readonly Write[])[] {
  const { acts, place, input } = desk;
  const missing = mayRetrace(desk)
    ? [...actsOf(acts, 'trace-verdict'), ...actsOf(acts, 'trace-confirmation')]
    : [];
  return [
    ...actsOf(acts, 'record-verdict').map(({ number }) => {
      const write = verdictWrite(place, input.assessment, number);
      return [write, traced(desk, write.fullUrl, place.goalVersion, null)];
    }),
    ...actsOf(acts, 'confirm-verdict').map(({ verdict, by }) => [
      confirmedVerdict(rawOf(desk, verdict)),
      traced(desk, verdict, focusOf(desk, verdict), by),
    ]),
    ...missing.map((act) => [
      traced(desk, act.verdict, focusOf(desk, act.verdict), 'by' in act ? act.by : null),
    ]),
  ];
}

const traced = ({ place }: Desk, target: string, from: string, verifier: string | null): Write =>
  provenanceWrite(place, { targets: [target], from, verifier });

/** The version of the goal that a verdict was about, as it says itself. */
function focusOf(desk: Desk, verdict: string): string {
  const focus = rawOf(desk, verdict)['focus'] as readonly { reference?: string }[] | undefined;
  return focus?.[0]?.reference ?? desk.place.goal;
}
