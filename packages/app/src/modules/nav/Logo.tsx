/** Two nodes joined by a line. */
export function Logo() {
  return (
    <svg
      viewBox="0 0 24 24"
      width="24"
      height="24"
      fill="none"
      stroke="var(--tl-nav-on)"
      strokeWidth="2"
      strokeLinecap="round"
      aria-hidden="true"
    >
      <path d="M2 8h5c5 0 5 8 10 8h5" />
      <circle cx="7" cy="8" r="2.2" fill="var(--tl-nav-bg)" />
      <circle cx="17" cy="16" r="2.2" fill="var(--tl-nav-bg)" />
    </svg>
  );
}
