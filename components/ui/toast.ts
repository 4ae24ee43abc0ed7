import type { ExternalToast, toast as sonner } from 'sonner';

type Title = Parameters<typeof sonner>[0];

/** The library comes with the first toast: no page needs it to be shown. */
const withSonner = (show: (toast: typeof sonner) => unknown): void => {
  void import('sonner').then((module) => show(module.toast));
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
