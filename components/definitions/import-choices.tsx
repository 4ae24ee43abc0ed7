import { Checkbox } from '@/components/ui/checkbox';
import { Field, Fieldset } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { formatCount } from '@/lib/format';
import { type Adaptation, type Definitions, partsIn, vhostsIn } from './adapt-definitions';
import { kindExplanation, kindLabel } from './kind-label';

export interface ImportChoicesProps {
  readonly document: Definitions;
  readonly adaptation: Adaptation;
  readonly onChange: (adaptation: Adaptation) => void;
  /** Everything goes into this one, whatever the names in the document; null when the names count. */
  readonly into: string | null;
}

/** Which parts of a document to import, which virtual hosts of it, and under which names. */
export function ImportChoices({ document, adaptation, onChange, into }: ImportChoicesProps) {
  const { without, vhosts } = adaptation;
  const names = vhostsIn(document);
  const setVHost = (name: string, next: string | null) =>
    onChange({ ...adaptation, vhosts: { ...vhosts, [name]: next } });
  const isLeftOut = (name: string) => Object.hasOwn(vhosts, name) && vhosts[name] === null;
  return (
    <div className="grid gap-4 @2xl:grid-cols-2">
      <Fieldset legend="Parts">
        <div className="flex flex-wrap gap-x-5 gap-y-1">
          {partsIn(document).map(({ key, count }) => (
            <Checkbox
              key={key}
              checked={!without.includes(key)}
              onCheckedChange={(isIn) =>
                onChange({ ...adaptation, without: isIn ? without.filter((each) => each !== key) : [...without, key] })
              }
              label={`${kindLabel(key)} (${formatCount(count)})`}
              explained={kindExplanation(key)}
            />
          ))}
        </div>
      </Fieldset>
      {names.length > 0 && (
        <Fieldset
          legend="Virtual hosts"
          help={
            into === null ? 'Another name imports a copy beside what is there.' : `What is chosen goes into ${into}.`
          }
        >
          <ul className="flex flex-col gap-2">
            {names.map((name) => (
              <li key={name} className="flex flex-wrap items-center gap-x-3 gap-y-1">
                <Checkbox
                  checked={!isLeftOut(name)}
                  onCheckedChange={(isIn) => setVHost(name, isIn ? name : null)}
                  label={<span className="break-all font-mono">{name}</span>}
                />
                {into === null && !isLeftOut(name) && (
                  <Field label={`Import ${name} as`} hideLabel className="min-w-40 flex-1">
                    <Input
                      value={vhosts[name] ?? name}
                      onValueChange={(next) => setVHost(name, next)}
                      spellCheck={false}
                      className="font-mono"
                    />
                  </Field>
                )}
              </li>
            ))}
          </ul>
        </Fieldset>
      )}
    </div>
  );
}
