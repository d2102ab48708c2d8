import { ReactNode } from 'react';

function Icon(props: { children: ReactNode }) {
  return (
    <svg
      viewBox="0 0 16 16"
      width="16"
      height="16"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.5"
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
    >
      {props.children}
    </svg>
  );
}

export const SearchIcon = () => (
  <Icon>
    <circle cx="7" cy="7" r="4.5" />
    <path d="m10.500 10.500 3.500 3.500" />
  </Icon>
);

export const CatalogIcon = () => (
  <Icon>
    <path d="m8 1.500 6 3.300v6.400l-6 3.300-6-3.300V4.800zM2 4.800l6 3.300 6-3.300M8 8.100v6.400" />
  </Icon>
);

export const SettingsIcon = () => (
  <Icon>
    <circle cx="8" cy="8" r="2.2" />
    <path d="M8 1.500v2m0 9v2M1.500 8h2m9 0h2M3.400 3.400l1.400 1.400m6.400 6.400 1.400 1.400m0-9.200-1.400 1.400M4.800 11.200l-1.400 1.400" />
  </Icon>
);

export const NotificationsIcon = () => (
  <Icon>
    <path d="M2 3.500h12v9H2zm0 .5 6 5 6-5" />
  </Icon>
);

export const MoreIcon = () => (
  <Icon>
    <path d="M2 4h12M2 8h12M2 12h12" />
  </Icon>
);
