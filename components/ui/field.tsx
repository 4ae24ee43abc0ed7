import { CircleAlert } from 'lucide-react';
import { createContext, type ReactNode, useContext, useId, useMemo } from 'react';
import { cn } from './cn';
import { Explained, useExplanationOnFocus } from './explained';

/** What a control says about itself when it stands in a field. */
export interface FieldControl {
  readonly id?: string;
  readonly 'aria-describedby'?: string | undefined;
  readonly 'aria-invalid'?: true | undefined;
  readonly 'data-invalid'?: '' | undefined;
}

const FieldContext = createContext<FieldControl>({});

/** The attributes of the control in the field around it; none where there is no field. */
export function useFieldControl(): FieldControl {
  return useContext(FieldContext);
}

/** The same for a control that is no element of HTML which a label can name. */
export function useNamedFieldControl(label: string | undefined) {
  const control = useFieldControl();
  if (control.id === undefined || label !== undefined) return { ...control, 'aria-label': label };
  return { ...control, 'aria-labelledby': labelIdOf(control.id) };
}

function labelIdOf(controlId: string): string {
  return `${controlId}-label`;
}

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
  const id = useId();
  const isExplained = explained !== undefined;
  const onFocus = useExplanationOnFocus(explained);
  const hasHelp = Boolean(help);
  const isInvalid = Boolean(error);
  const control = useMemo((): FieldControl => {
    const descriptions = [
      ...(isExplained ? [`${id}-explanation`] : []),
      ...(hasHelp ? [`${id}-help`] : []),
      ...(isInvalid ? [`${id}-error`] : []),
    ];
    return {
      id,
      'aria-describedby': descriptions.length === 0 ? undefined : descriptions.join(' '),
      'aria-invalid': isInvalid || undefined,
      'data-invalid': isInvalid ? '' : undefined,
    };
  }, [id, isExplained, hasHelp, isInvalid]);
  return (
    <div {...onFocus} className={cn('flex min-w-0 flex-col gap-1.5', className)}>
      <label id={labelIdOf(id)} htmlFor={id} className={cn('font-medium text-sm', hideLabel && 'sr-only')}>
        <Explained by={explained}>{label}</Explained>
        {optional && <span className="ml-1.5 font-normal text-muted-foreground text-xs">optional</span>}
      </label>
      <FieldContext value={control}>{children}</FieldContext>
      {isExplained && (
        <p id={`${id}-explanation`} hidden>
          {explained}
        </p>
      )}
      {hasHelp && (
        <p id={`${id}-help`} className="text-muted-foreground text-xs">
          {help}
        </p>
      )}
      {isInvalid && (
        <div id={`${id}-error`} className="flex items-start gap-1.5 text-destructive text-xs">
          <CircleAlert aria-hidden className="mt-0.5 size-3.5 shrink-0" />
          {error}
        </div>
      )}
    </div>
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
  const id = useId();
  const onFocus = useExplanationOnFocus(explained);
  return (
    <fieldset
      {...onFocus}
      aria-describedby={explained === undefined ? undefined : id}
      className={cn('min-w-0', className)}
    >
      <legend className="mb-1.5 font-medium text-sm">
        <Explained by={explained}>{legend}</Explained>
      </legend>
      {explained !== undefined && (
        <p id={id} hidden>
          {explained}
        </p>
      )}
      {help && <p className="-mt-1 mb-2 text-muted-foreground text-xs">{help}</p>}
      {children}
    </fieldset>
  );
}
