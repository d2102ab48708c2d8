import { Segments } from './Segments';
import { Address } from './useAddress';

const WHOSE = [
  { id: 'all', title: 'Everybody’s' },
  { id: 'mine', title: 'Mine' },
] as const;

/** Whether everybody's are shown, or those of whoever looks; in the address. */
export function WhoseChoice(props: { address: Address }) {
  const { values, change } = props.address;
  return (
    <Segments
      label="Whose"
      options={WHOSE}
      value={values.get('owner') === 'mine' ? 'mine' : 'all'}
      onChange={whose =>
        change({
          owner: whose === 'mine' ? whose : undefined,
          cursor: undefined,
        })
      }
    />
  );
}
