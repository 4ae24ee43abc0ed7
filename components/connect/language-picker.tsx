import { useId } from 'react';
import { type Language, languages } from '@/lib/snippets/languages';

export interface LanguagePickerProps {
  /** All of them unless given. */
  readonly options?: readonly Language[];
  readonly value: string;
  readonly onValueChange: (id: string) => void;
}

export function LanguagePicker({ options = languages, value, onValueChange }: LanguagePickerProps) {
  const name = useId();
  return (
    <div role="radiogroup" aria-label="Language" className="flex flex-wrap gap-1.5">
      {options.map(({ id, label }) => (
        <label
          key={id}
          className="relative flex h-7 items-center rounded-full border border-input/60 bg-card px-3 font-medium text-muted-foreground text-xs transition-colors hover:border-input hover:text-foreground has-checked:border-primary has-checked:bg-accent has-checked:text-accent-foreground has-focus-visible:outline-2 has-focus-visible:outline-ring has-focus-visible:outline-offset-2"
        >
          <input
            type="radio"
            name={name}
            value={id}
            checked={id === value}
            onChange={() => onValueChange(id)}
            className="absolute inset-0 m-0 size-full opacity-0"
          />
          {label}
        </label>
      ))}
    </div>
  );
}
