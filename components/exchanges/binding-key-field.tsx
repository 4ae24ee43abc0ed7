import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';

export interface BindingKeyFieldProps {
  readonly exchangeType: string | undefined;
  readonly value: string;
  readonly onValueChange: (key: string) => void;
  readonly error: string | null;
}

const help: Readonly<Record<string, string>> = {
  direct: 'A message is passed on when its routing key equals this key.',
  topic: 'A pattern of words between dots: * stands for one word, # for any number of words, also none.',
  fanout: 'A fanout exchange does not look at keys; the key only names the binding.',
  headers: 'A headers exchange does not look at keys; the key only names the binding.',
};

const placeholders: Readonly<Record<string, string>> = { direct: 'orders.created', topic: 'orders.*.eu' };

export function BindingKeyField({ exchangeType = 'direct', value, onValueChange, error }: BindingKeyFieldProps) {
  return (
    <Field label="Binding key" help={help[exchangeType]} error={error}>
      <Input mono value={value} onValueChange={onValueChange} placeholder={placeholders[exchangeType]} />
    </Field>
  );
}
