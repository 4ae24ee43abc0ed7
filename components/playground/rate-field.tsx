'use client';

import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';

export interface RateFieldProps {
  readonly value: number;
  readonly onValueChange: (value: number) => void;
}

const MAX_RATE = 5_000;
const presets = [0, 1, 10, 100, 1_000] as const;

export function RateField({ value, onValueChange }: RateFieldProps) {
  return (
    <Field label="Messages per second" help="0 publishes only when you press the producer's button.">
      <div className="flex gap-1.5">
        <Input
          type="number"
          min={0}
          max={MAX_RATE}
          step="any"
          required
          className="w-24"
          value={String(value)}
          onValueChange={(text) => onValueChange(Math.min(MAX_RATE, Math.max(0, Number(text))))}
        />
        {presets.map((preset) => (
          <button
            key={preset}
            type="button"
            aria-pressed={preset === value}
            aria-label={`${preset} per second`}
            onClick={() => onValueChange(preset)}
            className="min-w-0 flex-1 rounded-md border bg-card px-1 font-medium text-xs transition-colors hover:bg-muted aria-pressed:border-primary aria-pressed:bg-accent"
          >
            {preset === 1_000 ? '1k' : preset}
          </button>
        ))}
      </div>
    </Field>
  );
}
