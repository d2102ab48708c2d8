import { Button, Checkbox, DialogTrigger, Popover } from '@backstage/ui';
import { Address } from '../shared/useAddress';
import shared from '../shared/shared.module.css';
import { COLUMNS } from './columns';

/** Which columns the table has; the choice is part of the address. */
export function ColumnsMenu(props: { address: Address }) {
  const { values, change } = props.address;
  const hidden = values.getAll('hide');
  return (
    <DialogTrigger>
      <Button variant="secondary">Columns</Button>
      <Popover aria-label="Columns">
        <div className={shared.tab}>
          {COLUMNS.filter(column => column.id !== 'name').map(column => (
            <div key={column.id}>
              <Checkbox
                isSelected={!hidden.includes(column.id)}
                onChange={isShown =>
                  change({
                    hide: isShown
                      ? hidden.filter(id => id !== column.id)
                      : [...hidden, column.id],
                  })
                }
              >
                {column.title}
              </Checkbox>
            </div>
          ))}
        </div>
      </Popover>
    </DialogTrigger>
  );
}
