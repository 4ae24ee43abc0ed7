'use client';

import { Contrast, Monitor, Moon, Projector, Sun } from 'lucide-react';
import { IconButton } from '@/components/ui/icon-button';
import { Menu, MenuRadioGroup } from '@/components/ui/menu';
import { type ThemeChoice, useTheme } from './use-theme';

/** The themes that a person can choose. */
export const themeOptions = [
  { value: 'system', label: 'System', icon: <Monitor aria-hidden /> },
  { value: 'light', label: 'Light', icon: <Sun aria-hidden /> },
  { value: 'dark', label: 'Dark', icon: <Moon aria-hidden /> },
  { value: 'contrast', label: 'High contrast', icon: <Contrast aria-hidden /> },
  { value: 'projector', label: 'Projector', icon: <Projector aria-hidden /> },
] as const;

export function ThemeSwitch() {
  const [choice, setTheme] = useTheme();
  return (
    <Menu
      align="end"
      trigger={
        <IconButton label="Theme" tooltip={false}>
          <Sun aria-hidden className="dark:hidden" />
          <Moon aria-hidden className="hidden dark:block" />
        </IconButton>
      }
    >
      <MenuRadioGroup<ThemeChoice> label="Theme" value={choice} onValueChange={setTheme} options={themeOptions} />
    </Menu>
  );
}
