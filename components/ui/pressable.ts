import type { ComponentProps } from 'react';

/** The props of a button that, disabled, keeps the focus and can say why, but does nothing. */
export function pressable(props: ComponentProps<'button'>, isDisabled: boolean): ComponentProps<'button'> {
  if (!isDisabled) return { type: 'button', ...props };
  const { onClick: _click, onMouseDown: _down, onKeyDown: _key, ...rest } = props;
  return {
    type: 'button',
    ...rest,
    'aria-disabled': true,
    ...{ 'data-disabled': '' },
    onClick: (event) => event.preventDefault(),
  };
}
