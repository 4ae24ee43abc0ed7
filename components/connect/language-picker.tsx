import { Radio } from '@base-ui/react/radio';
import { RadioGroup } from '@base-ui/react/radio-group';
import { languages } from '@/lib/snippets/languages';

export interface LanguagePickerProps {
  readonly value: string;
  readonly onValueChange: (id: string) => void;
}

export function LanguagePicker({ value, onValueChange }: LanguagePickerProps) {
  return (
    <RadioGroup
      aria-label="Language"
      value={value}
      onValueChange={(next) => onValueChange(next as string)}
      className="flex flex-wrap gap-1.5"
    >
      {languages.map(({ id, label }) => (
        <Radio.Root
          key={id}
          value={id}
          nativeButton
          render={<button type="button" />}
          className="h-7 rounded-full border border-input/60 bg-card px-3 font-medium text-muted-foreground text-xs transition-colors hover:border-input hover:text-foreground data-checked:border-primary data-checked:bg-accent data-checked:text-accent-foreground"
        >
          {label}
        </Radio.Root>
      ))}
    </RadioGroup>
  );
}
