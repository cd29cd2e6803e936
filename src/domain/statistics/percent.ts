/** A share as people read it, rounded down so that 99.9 % never reads as all. */
export const percent = (share: number): string => `${Math.floor(share * 100 + 1e-9)} %`;
