/** Where this browser keeps how it shows things; each is an attribute of the document as well. */
export const preferenceKeys = { density: 'warren:density', motion: 'warren:motion' } as const;

export type Preference = keyof typeof preferenceKeys;
