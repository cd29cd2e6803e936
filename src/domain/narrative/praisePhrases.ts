/**
 * Words of praise or of success that a record's own facts can contradict (T36). Lower case, no accents;
 * apostrophes are left out. One a line, in alphabetical order, so that a manager can read and amend it.
 */
export const PRAISE = [
  'amazing',
  'brilliant',
  'brilliantly',
  'completely independent',
  'couldnt be better',
  'excellent',
  'fantastic',
  'flawless',
  'fully confident',
  'fully independent',
  'great progress',
  'incredible',
  'no concerns',
  'no help needed',
  'no issues',
  'no problems',
  'no support needed',
  'perfect',
  'perfectly',
  'so proud',
  'superb',
  'totally independent',
  'very confident',
  'without any help',
  'wonderful',
] as const;

/** Shortly before a phrase, these turn it round or put it off: "not yet fully independent". */
export const TURNED_ROUND = [
  'aim',
  'aims',
  'arent',
  'cannot',
  'cant',
  'could',
  'didnt',
  'hardly',
  'hope',
  'hopes',
  'if',
  'isnt',
  'less',
  'longer',
  'neither',
  'never',
  'nor',
  'not',
  'nothing',
  'rarely',
  'towards',
  'until',
  'want',
  'wants',
  'wasnt',
  'werent',
  'would',
] as const;

/** Right after a phrase, these take part of it back: "no issues until the crossing". */
export const TAKEN_BACK = ['apart', 'aside', 'bar', 'besides', 'except', 'other', 'until'] as const;
