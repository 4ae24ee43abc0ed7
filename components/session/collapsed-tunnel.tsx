/** The picture beside what went wrong. */
export function CollapsedTunnel() {
  return (
    <svg aria-hidden viewBox="0 0 120 48" className="h-12 w-30 text-muted-foreground" fill="none">
      <path d="M4 24h34M82 24h34" stroke="currentColor" strokeWidth="12" strokeLinecap="round" opacity="0.25" />
      <circle cx="52" cy="30" r="6" fill="var(--destructive)" opacity="0.7" />
      <circle cx="63" cy="20" r="7" fill="var(--destructive)" opacity="0.45" />
      <circle cx="70" cy="31" r="5" fill="var(--destructive)" opacity="0.6" />
      <circle cx="16" cy="24" r="3" fill="currentColor" />
    </svg>
  );
}
