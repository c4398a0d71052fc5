/** When an event of one key happened to one profile. */
export interface ProfileTimes {
  readonly profile: string;
  readonly key: string;
  readonly times: readonly Date[];
  /** How many times there are; more than are shown where they are thin. */
  readonly count: number;
}
