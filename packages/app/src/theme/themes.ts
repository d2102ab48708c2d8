import { createUnifiedTheme, palettes, UnifiedTheme } from '@backstage/theme';

/** The same stack as `--bui-font-regular` in tokens.css. */
const FONT_FAMILY = "'Helvetica Neue', Helvetica, Roboto, Arial, sans-serif";

/** The parts of Material UI's palette that Backstage UI has values of its own for. */
interface Surfaces {
  app: string;
  card: string;
  text: string;
  textSecondary: string;
  border: string;
  link: string;
  /** What the page is about, for example the entity in the middle of a graph. */
  emphasis: string;
  navigation: string;
}

function createTheme(
  base: typeof palettes.light | typeof palettes.dark,
  surfaces: Surfaces,
): UnifiedTheme {
  return createUnifiedTheme({
    fontFamily: FONT_FAMILY,
    components: {
      // Backstage's own pages show them without a name.
      MuiCircularProgress: { defaultProps: { 'aria-label': 'Loading' } },
      MuiLinearProgress: { defaultProps: { 'aria-label': 'Loading' } },
    },
    palette: {
      ...base,
      background: { default: surfaces.app, paper: surfaces.card },
      text: { primary: surfaces.text, secondary: surfaces.textSecondary },
      divider: surfaces.border,
      border: surfaces.border,
      textSubtle: surfaces.textSecondary,
      secondary: { main: surfaces.emphasis },
      link: surfaces.link,
      linkHover: surfaces.link,
      navigation: {
        ...base.navigation,
        background: surfaces.navigation,
        indicator: '#9bf0e1',
      },
    },
  });
}

/** Backstage's light theme with the values of tokens.css, for what is still Material UI. */
export const lightTheme = createTheme(palettes.light, {
  app: '#f5f5f5',
  card: '#ffffff',
  text: '#000000',
  textSecondary: '#5c5c5c',
  border: '#e5e5e5',
  link: '#1f5493',
  emphasis: '#00635a',
  navigation: '#171717',
});

/** Backstage's dark theme with the values of tokens.css, for what is still Material UI. */
export const darkTheme = createTheme(palettes.dark, {
  app: '#333333',
  card: '#424141',
  text: '#ffffff',
  textSecondary: '#c6c6c6',
  border: '#5b5a5a',
  link: '#a9d0ff',
  emphasis: '#86ddcf',
  navigation: '#242424',
});
