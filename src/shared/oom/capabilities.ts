/** Numbers of include/uapi/linux/capability.h. */
export const CAP_DAC_OVERRIDE = 1;
export const CAP_SYS_RAWIO = 17;
export const CAP_SYS_ADMIN = 21;
export const CAP_SYS_RESOURCE = 24;

/** Whether a capability is in a set as the kernel prints it; null where the set was not read. */
export function hasCapability(hexDigits: string | null, capability: number): boolean | null {
  if (hexDigits === null) return null;
  const digit = hexDigits.at(-1 - Math.floor(capability / 4));
  return digit !== undefined && (Number.parseInt(digit, 16) & (1 << (capability % 4))) !== 0;
}
