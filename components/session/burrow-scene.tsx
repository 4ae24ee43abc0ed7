import styles from './burrow-scene.module.css';

const tunnels = [
  'M118 150 C118 270 250 290 318 392',
  'M322 146 C330 240 312 300 318 392',
  'M520 142 C520 280 400 290 318 392',
  'M318 392 C250 480 140 470 132 606 C126 700 86 720 84 824',
  'M318 392 C312 480 338 540 330 646 C326 730 322 760 322 872',
  'M318 392 C400 480 508 470 512 590 C516 690 560 700 560 806',
];

const ground = 'M0 150C40 166 80 158 118 151S240 136 322 150 440 166 520 146 600 136 640 142';
const reversedGround = 'C600 136 560 126 520 146S404 164 322 150 156 144 118 151 40 166 0 150';

const messages = [
  { path: `${tunnels[0]} ${continuation(3)}`, tone: 'producer', delay: 0 },
  { path: `${tunnels[1]} ${continuation(4)}`, tone: 'exchange', delay: -2.4 },
  { path: `${tunnels[2]} ${continuation(5)}`, tone: 'queue', delay: -5.1 },
  { path: `${tunnels[0]} ${continuation(5)}`, tone: 'producer', delay: -7.3 },
  { path: `${tunnels[2]} ${continuation(4)}`, tone: 'queue', delay: -8.8 },
  { path: `${tunnels[1]} ${continuation(3)}`, tone: 'exchange', delay: -10.2 },
] as const;

function continuation(index: number): string {
  return tunnels[index]?.replace('M318 392 ', '') ?? '';
}

/** The ground cut open: three ways in, one hall, three chambers, three ways out. */
export function BurrowScene() {
  return (
    <svg aria-hidden viewBox="0 0 640 940" preserveAspectRatio="xMidYMin slice" className={styles['scene']}>
      <rect width="640" height="940" className={styles['soil']} />
      <g fill="none" strokeLinecap="round">
        {tunnels.map((d) => (
          <path key={d} d={d} className={styles['tunnel']} strokeWidth="32" />
        ))}
      </g>
      <path d={`M0 0H640V142${reversedGround}Z`} className={styles['sky']} />
      <path d={ground} className={styles['grass']} fill="none" strokeWidth="10" />
      <g className={styles['mouth']}>
        <ellipse cx="118" cy="151" rx="24" ry="9" transform="rotate(-8 118 151)" />
        <ellipse cx="322" cy="150" rx="24" ry="9" transform="rotate(5 322 150)" />
        <ellipse cx="520" cy="146" rx="24" ry="9" transform="rotate(-9 520 146)" />
      </g>
      <g className={styles['chamber']}>
        <path d="M279 330h78l39 62-39 62h-78l-39-62z" />
        <rect x="52" y="572" width="160" height="68" rx="34" />
        <rect x="250" y="612" width="160" height="68" rx="34" />
        <rect x="432" y="556" width="160" height="68" rx="34" />
      </g>
      <g className={styles['waiting']}>
        <circle cx="92" cy="606" r="9" />
        <circle cx="118" cy="606" r="9" />
        <circle cx="284" cy="646" r="9" />
        <circle cx="472" cy="590" r="9" />
        <circle cx="498" cy="590" r="9" />
        <circle cx="524" cy="590" r="9" />
      </g>
      {messages.map(({ path, tone, delay }) => (
        <circle
          key={path}
          r="8"
          className={styles['message']}
          style={{ offsetPath: `path('${path}')`, animationDelay: `${delay}s`, fill: `var(--${tone})` }}
        />
      ))}
    </svg>
  );
}
