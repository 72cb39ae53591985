/** A tree of texts of the same shape as the English one: a key too few or too many does not compile. */
export type Translated<Tree> = {
  readonly [Key in keyof Tree]: Tree[Key] extends string ? string : Translated<Tree[Key]>;
};
