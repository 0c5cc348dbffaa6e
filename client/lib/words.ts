/** The words of one feature in one language: texts by name, grouped as deep as helps the reader. */
export interface Words {
  readonly [name: string]: string | Words;
}

/** All features' words in one language, by feature. */
export type Catalogue = Record<string, Words>;

/**
 * What the English words of a feature must be, given the Vietnamese: the same names, and besides every `name_other`
 * a `name_one`, because English knows a singular and Vietnamese does not.
 */
export type EnglishOf<Vietnamese> = {
  readonly [Name in keyof Vietnamese]: Vietnamese[Name] extends string ? string : EnglishOf<Vietnamese[Name]>;
} & {
  readonly [Name in keyof Vietnamese as Name extends `${infer Base}_other` ? `${Base}_one` : never]: string;
};
