import type { ExternalToast, toast as sonner } from 'sonner';
import { create } from 'zustand';

type Title = Parameters<typeof sonner>[0];

/** Whether something has been said: only then there is a place for it, and the library that shows it. */
export const useHasToasts = create<boolean>(() => false);

/** Toasts that come before the library wait in it for the place where they are shown. */
const withSonner = (show: (toast: typeof sonner) => unknown): void => {
  void import('sonner').then((module) => {
    show(module.toast);
    useHasToasts.setState(true);
  });
};

function say(title: Title, options?: ExternalToast): void {
  withSonner((toast) => toast(title, options));
}

/** A word about what was done, in the corner of the screen for a few seconds. */
export const toast = Object.assign(say, {
  success: (title: Title, options?: ExternalToast) => withSonner((shown) => shown.success(title, options)),
  warning: (title: Title, options?: ExternalToast) => withSonner((shown) => shown.warning(title, options)),
  error: (title: Title, options?: ExternalToast) => withSonner((shown) => shown.error(title, options)),
});
