import { Field as BaseField } from '@base-ui/react/field';
import { CircleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import { cn } from './cn';
import { Explained } from './explained';

export interface FieldProps {
  readonly label: ReactNode;
  /** What the label means, in plain words of the glossary. */
  readonly explained?: string;
  readonly help?: ReactNode;
  readonly error?: string | null | undefined;
  readonly optional?: boolean;
  readonly hideLabel?: boolean;
  readonly className?: string | undefined;
  /** One control of components/ui: it takes its name and description from the field. */
  readonly children: ReactNode;
}

export function Field({ label, explained, help, error, optional, hideLabel, className, children }: FieldProps) {
  return (
    <BaseField.Root invalid={Boolean(error)} className={cn('flex min-w-0 flex-col gap-1.5', className)}>
      <BaseField.Label className={cn('font-medium text-sm', hideLabel && 'sr-only')}>
        <Explained by={explained}>{label}</Explained>
        {optional && <span className="ml-1.5 font-normal text-muted-foreground text-xs">optional</span>}
      </BaseField.Label>
      {children}
      {explained && <BaseField.Description className="sr-only">{explained}</BaseField.Description>}
      {help && <BaseField.Description className="text-muted-foreground text-xs">{help}</BaseField.Description>}
      <BaseField.Error match={Boolean(error)} className="flex items-start gap-1.5 text-destructive text-xs">
        <CircleAlert aria-hidden className="mt-0.5 size-3.5 shrink-0" />
        {error}
      </BaseField.Error>
    </BaseField.Root>
  );
}

export interface FieldsetProps {
  readonly legend: ReactNode;
  readonly explained?: string;
  readonly help?: ReactNode;
  readonly className?: string | undefined;
  readonly children: ReactNode;
}

export function Fieldset({ legend, explained, help, className, children }: FieldsetProps) {
  return (
    <fieldset className={cn('min-w-0', className)}>
      <legend className="mb-1.5 font-medium text-sm">
        <Explained by={explained}>{legend}</Explained>
      </legend>
      {explained && <p className="sr-only">{explained}</p>}
      {help && <p className="-mt-1 mb-2 text-muted-foreground text-xs">{help}</p>}
      {children}
    </fieldset>
  );
}
