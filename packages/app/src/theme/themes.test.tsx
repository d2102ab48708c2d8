import { UnifiedThemeProvider } from '@backstage/theme';
import CircularProgress from '@material-ui/core/CircularProgress';
import LinearProgress from '@material-ui/core/LinearProgress';
import { render, screen } from '@testing-library/react';
import { darkTheme, lightTheme } from './themes';

describe('the themes', () => {
  it.each([
    ['light', lightTheme],
    ['dark', darkTheme],
  ])('give the progress of stock pages a name, in the %s one', (_, theme) => {
    render(
      <UnifiedThemeProvider theme={theme}>
        <CircularProgress />
        <LinearProgress />
      </UnifiedThemeProvider>,
    );
    expect(
      screen.getAllByRole('progressbar', { name: 'Loading' }),
    ).toHaveLength(2);
  });
});
