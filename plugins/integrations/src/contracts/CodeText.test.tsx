import { render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { CodeText, windowAround } from './CodeText';

const text = Array.from(
  { length: 5000 },
  (_, index) => `a${index + 1}: x`,
).join('\n');

describe('CodeText', () => {
  it('lays out a part of a long text around the marked line, and the rest on demand', async () => {
    render(<CodeText label="Text" text={text} line={3000} />);
    const region = screen.getByRole('region', { name: 'Text' });
    expect(region.querySelector('mark')).toHaveTextContent('a3000: x');
    expect(screen.getByText('Lines 2,500–3,499 of 5,000')).toBeVisible();
    await userEvent.click(screen.getByRole('button', { name: 'Later lines' }));
    expect(screen.getByText('Lines 3,500–4,499 of 5,000')).toBeVisible();
    await userEvent.click(screen.getByRole('button', { name: 'Later lines' }));
    expect(screen.getByText('Lines 4,001–5,000 of 5,000')).toBeVisible();
    expect(screen.getByRole('button', { name: 'Later lines' })).toBeDisabled();
  });

  it('cuts a line of any length, and says by how much', () => {
    render(<CodeText label="Text" text={`{"a": "${'x'.repeat(5000)}"}`} />);
    expect(screen.getByText(/3,009 more characters/)).toBeVisible();
  });

  it.each([
    [undefined, 10, 1],
    [5, 10, 1],
    [4990, 5000, 4001],
    [700, 5000, 200],
  ])('around line %s of %s begins at %s', (line, total, first) => {
    expect(windowAround(line, total)).toBe(first);
  });
});
