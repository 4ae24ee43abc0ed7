'use client';

import type { ReactNode } from 'react';
import { openShortcutSheet } from '@/components/layout/palette-store';
import type { Preference } from '@/components/layout/preference-keys';
import { setPreference, usePreference } from '@/components/layout/preferences';
import { ScrollPage } from '@/components/layout/scroll-page';
import { themeOptions } from '@/components/layout/theme-switch';
import { type ThemeChoice, useTheme } from '@/components/layout/use-theme';
import { useSession } from '@/components/session/use-session';
import { setShortcuts, useShortcutSetting } from '@/components/stage/shortcut-setting';
import { Button } from '@/components/ui/button';
import { Facts } from '@/components/ui/facts';
import { Section } from '@/components/ui/section';
import { Segmented } from '@/components/ui/segmented';
import { Switch } from '@/components/ui/switch';

const usual = 'usual';

const choices = {
  density: [
    { value: usual, label: 'Comfortable' },
    { value: 'compact', label: 'Compact' },
  ],
  motion: [
    { value: usual, label: 'As the system' },
    { value: 'reduced', label: 'Reduced' },
  ],
} as const;

/** How this browser shows Warren. Nothing of it is told to the broker. */
export function SettingsView() {
  const [theme, setTheme] = useTheme();
  const hasShortcuts = useShortcutSetting();
  const { data: user } = useSession();
  return (
    <ScrollPage title="Settings" width="max-w-2xl" intro={<p>They stay in this browser.</p>}>
      <Setting title="Theme" help="System follows the day and night of your computer.">
        <Segmented<ThemeChoice> aria-label="Theme" value={theme} onValueChange={setTheme} options={themeOptions} />
      </Setting>
      <Setting title="Density" help="How close the rows of tables stand.">
        <PreferenceChoice preference="density" label="Density" />
      </Setting>
      <Setting title="Motion" help="With reduced motion nothing slides and nothing travels on the stage.">
        <PreferenceChoice preference="motion" label="Motion" />
      </Setting>
      <Setting title="Keys" help="Single letters do things. Who uses speech input may want them off.">
        <div className="flex flex-wrap items-center gap-4">
          <Switch label="Single-letter keys" checked={hasShortcuts} onCheckedChange={setShortcuts} />
          <Button size="sm" onClick={openShortcutSheet}>
            Show all keys
          </Button>
        </div>
      </Setting>
      <Section title="You">
        <Facts
          rows={[
            ['User', user?.name ?? ''],
            ['Tags', user?.tags.join(', ') || 'none', 'tag'],
          ]}
        />
      </Section>
    </ScrollPage>
  );
}

interface SettingProps {
  readonly title: string;
  readonly help: string;
  readonly children: ReactNode;
}

function Setting({ title, help, children }: SettingProps) {
  return (
    <Section title={title}>
      <p className="-mt-1 mb-2.5 text-muted-foreground text-sm">{help}</p>
      {children}
    </Section>
  );
}

function PreferenceChoice({ preference, label }: { readonly preference: Preference; readonly label: string }) {
  const value = usePreference(preference);
  return (
    <Segmented<string>
      aria-label={label}
      value={value ?? usual}
      onValueChange={(next) => setPreference(preference, next === usual ? null : next)}
      options={choices[preference]}
      className="max-w-sm"
    />
  );
}
