import { createTheme, type CSSVariablesResolver, type MantineColorsTuple } from '@mantine/core';

/** From mist to deep sea; shade 8 carries white text at AA in both schemes. */
const latch: MantineColorsTuple = [
  '#e6f6f3',
  '#d3ebe6',
  '#a8d6cc',
  '#79c0b1',
  '#52ae9b',
  '#39a28d',
  '#289c85',
  '#178873',
  '#0b6e5f',
  '#045c4f',
];

export const theme = createTheme({
  primaryColor: 'latch',
  colors: { latch },
  primaryShade: { light: 8, dark: 8 },
  autoContrast: true,
  fontFamily: "'Inter Variable', system-ui, -apple-system, 'Segoe UI', 'PingFang SC', 'Microsoft YaHei', sans-serif",
  headings: { fontWeight: '650' },
  defaultRadius: 'md',
  cursorType: 'pointer',
  respectReducedMotion: true,
  components: {
    // Theirs are `header` elements, which would be taken for the page's.
    Modal: { defaultProps: { attributes: { header: { role: 'none' } } }, styles: { title: { fontWeight: 650 } } },
    Drawer: { defaultProps: { attributes: { header: { role: 'none' } } }, styles: { title: { fontWeight: 650 } } },
    // Yellow titles on light yellow can't be read.
    Alert: { styles: { title: { color: 'var(--mantine-color-text)' } } },
  },
});

/** Where Mantine's own greys are too pale to be read, or too plain. */
export const variables: CSSVariablesResolver = () => ({
  variables: {},
  light: {
    '--mantine-color-body': '#f7f9f8',
    '--mantine-color-dimmed': '#55605c',
    '--mantine-color-placeholder': '#6a7571',
    '--mantine-color-error': '#c01f1f',
  },
  dark: {
    '--mantine-color-body': '#121615',
    '--mantine-color-default': '#1a1f1d',
    '--mantine-color-dimmed': '#a3aeaa',
    '--mantine-color-placeholder': '#8f9a96',
    '--mantine-color-error': '#ff9a94',
  },
});
