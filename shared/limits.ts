/** Bounds that the form and the server must agree on. Lengths count code points after NFC. */
export const limits = {
  /** Longest name on a certificate that still fits one line at 24 pt on A4. */
  nameMax: 60,
  titleMax: 200,
  /** "For Ms Lan, co-operative office": enough to tell two open invitations apart. */
  noteMax: 120,
  descriptionMax: 4_000,
  /** Why attendance was corrected, or its rule changed: a paragraph, which an auditor reads. */
  reasonMax: 1_000,
  /** Of one learner about one topic: after the third decision it is no question of the record any more. */
  objectionsPerTopic: 3,
  /** NIST SP 800-63B: 8 at least, 64 or more allowed, nothing cut. */
  passwordMin: 8,
  passwordMax: 128,
  questionMax: 1_000,
  answerMax: 4_000,
  /** Open questions one person may have in one session: enough for the keenest, too few to bury a queue. */
  openQuestionsPerPerson: 20,
  /** A page asks for the open ones it shows; more than a person ever asks in a session. */
  answersSeenAtOnce: 100,
  /** As long as a question, for it may become one. */
  chatMessageMax: 1_000,
  /** Under one message; more is a talk of its own, and each travels with the message it answers. */
  answersPerChatMessage: 20,
  /** In one session at once. Nobody's turn comes after a hundred others; a full line says so. */
  hands: 100,
  /** Learners on the way to the stage or on it: with the trainer eight, as many faces as a phone can show. */
  stageLearners: 7,
  topicsPerSeries: 100,
  sessionsPerSeries: 200,
  topicsPerSession: 20,
  materialsPerTopic: 50,
  /** A slide deck of a day's course; rendering 500 pages takes a minute on one core. */
  pagesPerMaterial: 500,
  /** Two lines of 11 pt across an A4 page held sideways. */
  certificateLineMax: 200,
  /** Three lines in half the width of the page: a ministry, a university, a centre. */
  certificateIssuerMax: 180,
  certificatePatternMax: 60,
  /** Logos and signatures of one series, those of earlier templates among them; each has at most half a megabyte. */
  certificateImages: 40,
  /** Why somebody was issued a certificate against the rule, or lost one: a sentence or three, for whoever audits it. */
  certificateReasonMax: 500,
  /** Chosen one by one; "all who qualify" has no bound but the series. */
  certificatesPerRequest: 500,
  /** A hundred topics at the smallest type that is printed. */
  certificatePages: 8,
  feedbackQuestions: 20,
  feedbackOptions: 12,
  feedbackTextMax: 2_000,
  /** Two captions of two rows; services send up to that much at once. */
  captionMax: 200,
  /** A captioner is some seconds behind the voice, a service up to fifteen; more is a clock that is wrong. */
  captionDelayMaxMs: 30_000,
  /** What a service may send in one go: a minute of fast speech. */
  captionPortTextMax: 4_000,
  /** A day of eight hours at a caption every second and a half. */
  captionsPerSession: 20_000,
  /** The page keeps what it could not send for half a day; a page that stays open over night may hold it longer. */
  writtenAgoMaxMs: 24 * 60 * 60_000,
  /** Those that a page shows waiting at the door, all ticked. */
  admittedPerRequest: 50,
  /** What is asked fits three lines on a phone, an option two. */
  pollPromptMax: 300,
  pollOptionMax: 120,
  /** More do not fit a phone beside the stage. */
  pollOptions: 10,
  pollExplanationMax: 1_000,
  /** Short answers of one person to a word cloud, and how long each may be: words, not sentences. */
  pollWords: 3,
  pollWordMax: 30,
  /** A day's course with one every ten minutes. */
  pollsPerSession: 50,
  /** Different words that staff may hide in one cloud: a class that needs more needs another question. */
  pollHiddenWords: 200,
  /** Shorter is over before a phone has drawn it; longer than four hours is a session, not a break. */
  timerSecondsMin: 10,
  timerSecondsMax: 4 * 60 * 60,
  /** One line of the stage on a phone. */
  timerLabelMax: 40,
  /** "Hợp tác xã nông nghiệp, dịch vụ tổng hợp và du lịch cộng đồng …": the longest on lists we have seen is 94. */
  organisationMax: 120,
  positionMax: 80,
  /** Somebody of 110, as on the form of a birth certificate; under ten nobody is a learner of such a series. */
  birthYearMin: 1916,
  birthYearMax: 2016,
  /** Two short words, as they may be misheard and misspelt. */
  codeWordMax: 40,
  hallNameMax: 120,
  hallPlaceMax: 160,
  /** The largest hall of a commune holds some two hundred. */
  peoplePerHall: 300,
  /** One for every third commune of the country. */
  hallsPerSession: 1_000,
  /** Every ten minutes of a long day. */
  attestationsPerHall: 60,
  /** A page holds twenty-five names, and some photographs are taken twice. */
  sheetsPerHall: 30,
  /** A photograph of a telephone has 3 to 12 MB. */
  hallSheetMaxBytes: 20_000_000,
  hallReasonMax: 500,
  /** One every five minutes of a day. */
  viewerCodesPerSession: 100,
  platformMax: 60,
  /** More than there are people. */
  viewsMax: 2_000_000_000,
  /** Each platform read off every hour of a day. */
  reachFiguresPerSession: 100,
  /** Learners added to a series in one go, by pasting a list. */
  enrolmentsPerRequest: 500,
} as const;
