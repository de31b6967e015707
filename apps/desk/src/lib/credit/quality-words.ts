import * as m from '#messages';

/** Classes of the three rule books; the bank's are numbers, those of OJK and LPBBTI words of the law. */
const classes: Record<string, () => string> = {
  '1': m.credit_class_1,
  '2': m.credit_class_2,
  '3': m.credit_class_3,
  '4': m.credit_class_4,
  '5': m.credit_class_5,
  lancar: m.credit_class_current,
  'tidak lancar': m.credit_class_not_current,
  'dalam perhatian khusus': m.credit_class_special,
  'kurang lancar': m.credit_class_substandard,
  diragukan: m.credit_class_doubtful,
  macet: m.credit_class_loss,
};

/** A class of quality in words; one we do not know keeps its own name. */
export const className = (name: string) => classes[name]?.() ?? name;
