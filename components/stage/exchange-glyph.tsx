/** The sign of an exchange type: equal, everywhere, pattern, headers, or the nameless default exchange. */
export function ExchangeGlyph({
  type,
  name,
  className,
}: {
  readonly type: string;
  readonly name: string;
  readonly className?: string;
}) {
  const sign = name === '' ? 'default' : type;
  return (
    <svg
      viewBox="0 0 24 24"
      fill="none"
      stroke="currentColor"
      strokeWidth={2}
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden
      className={className}
    >
      {glyphs[sign] ?? glyphs['other']}
    </svg>
  );
}

const glyphs: Readonly<Record<string, React.ReactNode>> = {
  direct: <path d="M5 9.5h14M5 14.5h14" />,
  fanout: <path d="M4 12h16M12 4v16M6.5 6.5l11 11M17.5 6.5l-11 11" />,
  topic: (
    <>
      <circle cx="4.5" cy="17" r="1.2" fill="currentColor" stroke="none" />
      <path d="M9 9.5h11M8 14.5h11M12.5 5.5l-2 13M17.5 5.5l-2 13" />
    </>
  ),
  headers: (
    <path d="M9 5c-2.5 0-2 2.5-2 4s-1 3-2.5 3c1.5 0 2.5 1.5 2.5 3s-.5 4 2 4M15 5c2.5 0 2 2.5 2 4s1 3 2.5 3c-1.5 0-2.5 1.5-2.5 3s.5 4-2 4" />
  ),
  default: (
    <>
      <circle cx="12" cy="12" r="6.5" />
      <path d="M6 18L18 6" />
    </>
  ),
  other: <path d="M12 5v14M5 12h14" />,
};
