import { Checkbox } from '@/components/ui/checkbox';
import { Field, Fieldset } from '@/components/ui/field';
import { Input } from '@/components/ui/input';

export const knownTags = [
  { tag: 'management', help: 'May sign in here and see what belongs to the user and its vhosts.' },
  { tag: 'policymaker', help: 'As management, and makes policies and parameters.' },
  { tag: 'monitoring', help: 'As management, and sees the clients of everybody and the node.' },
  { tag: 'administrator', help: 'Everything: users, vhosts, permissions, limits, definitions.' },
] as const;

export interface TagsFieldProps {
  readonly tags: readonly string[];
  readonly onTagsChange: (tags: readonly string[]) => void;
  readonly disabled?: boolean;
}

/** The tags that the broker knows, and any others. */
export function TagsField({ tags, onTagsChange, disabled = false }: TagsFieldProps) {
  const known = knownTags.map(({ tag }) => tag as string);
  const others = tags.filter((tag) => !known.includes(tag));
  return (
    <div className="flex flex-col gap-3">
      <Fieldset legend="Tags" help="Without a tag the user can only connect with AMQP.">
        <div className="flex flex-col gap-1.5">
          {knownTags.map(({ tag, help }) => (
            <Checkbox
              key={tag}
              label={tag}
              help={help}
              checked={tags.includes(tag)}
              disabled={disabled}
              onCheckedChange={(isChecked) =>
                onTagsChange(isChecked ? [...tags, tag] : tags.filter((other) => other !== tag))
              }
            />
          ))}
        </div>
      </Fieldset>
      <Field label="Other tags" optional help="With commas between them.">
        <Input
          value={others.join(',')}
          disabled={disabled}
          onValueChange={(text) =>
            onTagsChange([
              ...tags.filter((tag) => known.includes(tag)),
              ...text.split(',').map((tag) => tag.trimStart()),
            ])
          }
        />
      </Field>
    </div>
  );
}

/** As the API takes them. */
export function tagText(tags: readonly string[]): string {
  return tags
    .map((tag) => tag.trim())
    .filter((tag) => tag !== '')
    .join(',');
}
