import type { z } from 'zod';
import * as accounts from './features/accounts.ts';
import * as attendance from './features/attendance.ts';
import * as captions from './features/captions.ts';
import * as catalog from './features/catalog.ts';
import * as certificateIssuing from './features/certificate-issuing.ts';
import * as certificateTemplate from './features/certificate-template.ts';
import * as certificateVerification from './features/certificate-verification.ts';
import * as certificates from './features/certificates.ts';
import * as chat from './features/chat.ts';
import * as enrolment from './features/enrolment.ts';
import * as evidence from './features/evidence.ts';
import * as feedback from './features/feedback.ts';
import * as halls from './features/halls.ts';
import * as insight from './features/insight.ts';
import * as live from './features/live.ts';
import * as materials from './features/materials.ts';
import * as media from './features/media.ts';
import * as order from './features/order.ts';
import * as ownCertificates from './features/own-certificates.ts';
import * as polls from './features/polls.ts';
import * as checks from './features/presence-checks.ts';
import * as questions from './features/questions.ts';
import * as reactions from './features/reactions.ts';
import * as records from './features/records.ts';
import * as results from './features/results.ts';
import * as rule from './features/rule.ts';
import * as stage from './features/stage.ts';
import * as timer from './features/timer.ts';
import * as viewerCodes from './features/viewer-codes.ts';

/**
 * Every door of the server. A contract that is not listed here cannot be served, and one that is listed
 * and not served stops the server at its start: so the lists are what tests enumerate.
 */
export const routes = {
  getMe: accounts.getMe,
  signIn: accounts.signIn,
  signOut: accounts.signOut,
  changeAccount: accounts.changeAccount,
  changePassword: accounts.changePassword,
  listSignIns: accounts.listSignIns,
  revokeSignIn: accounts.revokeSignIn,
  readInvitation: accounts.readInvitation,
  acceptInvitation: accounts.acceptInvitation,
  inviteOrganiser: accounts.inviteOrganiser,
  listOrganiserInvitations: accounts.listOrganiserInvitations,
  revokeOrganiserInvitation: accounts.revokeOrganiserInvitation,
  inviteStaff: accounts.inviteStaff,
  listStaff: accounts.listStaff,
  removeStaff: accounts.removeStaff,
  revokeInvitation: accounts.revokeInvitation,

  listSeries: catalog.listSeries,
  createSeries: catalog.createSeries,
  getSeries: catalog.getSeries,
  changeSeries: catalog.changeSeries,
  archiveSeries: catalog.archiveSeries,
  createTopic: catalog.createTopic,
  orderTopics: catalog.orderTopics,
  changeTopic: catalog.changeTopic,
  deleteTopic: catalog.deleteTopic,
  createSession: catalog.createSession,
  getSession: catalog.getSession,
  changeSession: catalog.changeSession,
  deleteSession: catalog.deleteSession,
  moveSession: catalog.moveSession,
  runTopic: catalog.runTopic,
  holdQuestions: catalog.holdQuestions,
  lockFeature: catalog.lockFeature,
  setSlowMode: catalog.setSlowMode,
  setDoor: order.setDoor,
  admitPeople: order.admitPeople,
  excludePerson: order.excludePerson,
  listExclusions: order.listExclusions,
  liftExclusion: order.liftExclusion,
  listAudit: catalog.listAudit,
  getAuditCsv: catalog.getAuditCsv,

  getSessionByCode: enrolment.getSessionByCode,
  enterSession: enrolment.enterSession,
  listEnrolments: enrolment.listEnrolments,
  listRemovedLearners: enrolment.listRemovedLearners,
  createEnrolments: enrolment.createEnrolments,
  changeEnrolment: enrolment.changeEnrolment,
  renameLearner: enrolment.renameLearner,
  describeMyself: enrolment.describeMyself,
  renewLink: enrolment.renewLink,
  removeEnrolment: enrolment.removeEnrolment,
  eraseLearner: enrolment.eraseLearner,

  listMaterials: materials.listMaterials,
  uploadMaterial: materials.uploadMaterial,
  changeMaterial: materials.changeMaterial,
  deleteMaterial: materials.deleteMaterial,
  orderMaterials: materials.orderMaterials,
  getPagePicture: materials.getPagePicture,
  downloadMaterial: materials.downloadMaterial,

  getSigningKeys: evidence.getSigningKeys,
  getAttendanceList: evidence.getAttendanceList,
  getEvidencePack: evidence.getEvidencePack,
  getExportProgress: evidence.getExportProgress,

  getMyHall: halls.getMyHall,
  registerHall: halls.registerHall,
  findHallCandidates: halls.findHallCandidates,
  changeHallPeople: halls.changeHallPeople,
  addHallNewcomer: halls.addHallNewcomer,
  attestHall: halls.attestHall,
  withdrawMyAttestation: halls.withdrawMyAttestation,
  uploadHallSheet: halls.uploadHallSheet,
  confirmInHall: halls.confirmInHall,
  listHalls: halls.listHalls,
  confirmHalls: halls.confirmHalls,
  refuseHall: halls.refuseHall,
  getHallSheet: halls.getHallSheet,
  getHallRoster: halls.getHallRoster,
  getMyHallRoster: halls.getMyHallRoster,

  getViewerCodes: viewerCodes.getViewerCodes,
  getOpenViewerCode: viewerCodes.getOpenViewerCode,
  setViewerCodes: viewerCodes.setViewerCodes,
  showViewerCode: viewerCodes.showViewerCode,
  addReachFigure: viewerCodes.addReachFigure,
  removeReachFigure: viewerCodes.removeReachFigure,
  getOwnViewerCodes: viewerCodes.getOwnViewerCodes,
  enterViewerCode: viewerCodes.enterViewerCode,

  getMediaCapabilities: media.getMediaCapabilities,

  listCaptions: captions.listCaptions,
  listCaptionTracks: captions.listCaptionTracks,
  getWebVtt: captions.getWebVtt,
  getCaptionPort: captions.getCaptionPort,
  openCaptionPort: captions.openCaptionPort,
  closeCaptionPort: captions.closeCaptionPort,
  writeToCaptionPort: captions.writeToCaptionPort,

  listPanellists: questions.listPanellists,
  listSessionQuestions: questions.listSessionQuestions,
  changeQuestion: questions.changeQuestion,
  writeAnswer: questions.writeAnswer,
  listTopicQuestions: questions.listTopicQuestions,
  publishQuestionsPage: questions.publishQuestionsPage,
  revokeQuestionsPage: questions.revokeQuestionsPage,
  readQuestionsPage: questions.readQuestionsPage,
  exportSessionQuestions: questions.exportSessionQuestions,
  exportTopicQuestions: questions.exportTopicQuestions,

  getAttendance: attendance.getAttendance,
  getRule: rule.getRule,
  changeRule: rule.changeRule,
  getSeriesResults: results.getSeriesResults,
  getLearnerRecord: records.getLearnerRecord,
  getOwnRecord: records.getOwnRecord,
  makeCorrection: records.makeCorrection,
  withdrawCorrection: records.withdrawCorrection,
  makeObjection: records.makeObjection,
  listObjections: records.listObjections,
  decideObjection: records.decideObjection,
  enterTestScores: records.enterTestScores,

  getTimeline: insight.getTimeline,
  getBoard: insight.getBoard,
  getPersonTrail: insight.getPersonTrail,

  listChecks: checks.listChecks,
  listCheckPeople: checks.listCheckPeople,

  listPolls: polls.listPolls,
  createPoll: polls.createPoll,
  changePoll: polls.changePoll,
  deletePoll: polls.deletePoll,
  orderPolls: polls.orderPolls,
  movePoll: polls.movePoll,
  showPollResults: polls.showPollResults,
  hidePollWord: polls.hidePollWord,
  listPollAnswers: polls.listPollAnswers,
  getPollsCsv: polls.getPollsCsv,

  getFeedbackForm: feedback.getFeedbackForm,
  sendFeedback: feedback.sendFeedback,
  readFeedbackForm: feedback.readFeedbackForm,
  changeFeedbackForm: feedback.changeFeedbackForm,
  getFeedbackResults: feedback.getFeedbackResults,

  getCertificates: certificateIssuing.getCertificates,
  changeCertificateTemplate: certificateTemplate.changeCertificateTemplate,
  uploadCertificateImage: certificateTemplate.uploadCertificateImage,
  getCertificateImage: certificateTemplate.getCertificateImage,
  previewCertificate: certificateTemplate.previewCertificate,
  listCertificateCandidates: certificateIssuing.listCertificateCandidates,
  listUnearnedCertificates: certificateIssuing.listUnearnedCertificates,
  issueCertificates: certificateIssuing.issueCertificates,
  moveCertificateRun: certificateIssuing.moveCertificateRun,
  listCertificates: certificates.listCertificates,
  exportCertificates: certificates.exportCertificates,
  copyCertificate: certificates.copyCertificate,
  correctCertificate: certificates.correctCertificate,
  revokeCertificate: certificates.revokeCertificate,
  publishCertificateName: certificates.publishCertificateName,
  downloadCertificate: certificates.downloadCertificate,
  downloadCertificates: certificates.downloadCertificates,
  listOwnCertificates: ownCertificates.listOwnCertificates,
  chooseOwnCertificateName: ownCertificates.chooseOwnCertificateName,
  downloadOwnCertificate: ownCertificates.downloadOwnCertificate,
  getOwnCertificatePicture: ownCertificates.getOwnCertificatePicture,
  openVerification: certificateVerification.openVerification,
  verifyCertificate: certificateVerification.verifyCertificate,
  getCertificateRecord: certificateVerification.getCertificateRecord,
} as const;

export const requests = {
  'room:join': live.joinRoom,
  'room:leave': live.leaveRoom,
  'question:ask': questions.askQuestion,
  'question:vote': questions.voteQuestion,
  'question:move': questions.moveQuestion,
  'question:answer': questions.answerQuestion,
  'question:pin': questions.pinQuestion,
  'question:merge': questions.mergeQuestion,
  'question:unmerge': questions.unmergeQuestion,
  'question:assign': questions.assignQuestion,
  'question:see_answers': questions.seeAnswers,
  'chat:send': chat.sendChat,
  'chat:answer': chat.answerChat,
  'chat:delete': chat.deleteChat,
  'chat:turn_into_question': chat.turnChatIntoQuestion,
  'chat:earlier': chat.readEarlierChat,
  'staff_chat:send': chat.sendStaffChat,
  'staff_chat:earlier': chat.readEarlierStaffChat,
  'reaction:send': reactions.sendReaction,
  'hand:raise': stage.raiseHand,
  'hand:lower': stage.lowerHand,
  'hand:put_down': stage.putDownHands,
  'stage:invite': stage.inviteToStage,
  'stage:answer': stage.answerInvitation,
  'stage:enter': stage.enterStage,
  'stage:leave': stage.leaveStage,
  'stage:remove': stage.removeFromStage,
  'stage:mute': stage.muteSpeaker,
  'stage:mute_all': stage.muteAll,
  'stage:hold': stage.holdSource,
  'stage:spotlight': stage.setSpotlight,
  'lead:take_over': stage.takeOver,
  'poll:answer': polls.answerPoll,
  'check:deliver': checks.noteCheckDelivered,
  'check:answer': checks.answerCheck,
  'check:ask': checks.askCheck,
  'check:close': checks.closeCheck,
  'check:hold': checks.holdChecks,
  'timer:start': timer.startTimer,
  'timer:pause': timer.pauseTimer,
  'timer:extend': timer.extendTimer,
  'timer:stop': timer.stopTimer,
  'slide:lead': materials.leadSlide,
  'caption:say': captions.sayCaption,
  'caption:draft': captions.draftCaption,
  'caption:correct': captions.correctCaption,
  'caption:remove': captions.removeCaption,
  'media:open_receive': media.openReceiveTransport,
  'media:open_send': media.openSendTransport,
  'media:connect': media.connectTransport,
  'media:restart_ice': media.restartIce,
  'media:publish': media.publish,
  'media:pause': media.pausePublication,
  'media:unpublish': media.unpublish,
  'media:subscribe': media.subscribe,
  'media:tune': media.tuneSubscriptions,
  'media:unsubscribe': media.unsubscribe,
  'media:report_rung': media.reportRung,
} as const;

export const news = {
  'session:changed': catalog.sessionChanged,
  'presence:changed': live.presenceChanged,
  'people:changed': order.peopleChanged,
  'waiting:changed': order.waitingChanged,
  'exclusion:made': order.exclusionMade,
  'exclusion:lifted': order.exclusionLifted,
  'question:changed': questions.questionChanged,
  'question:removed': questions.questionRemoved,
  'question:staff_changed': questions.questionStaffChanged,
  'question:own_changed': questions.questionOwnChanged,
  'question:voted': questions.questionVoted,
  'chat:sent': chat.chatSent,
  'chat:removed': chat.chatRemoved,
  'chat:staff_changed': chat.chatStaffChanged,
  'reaction:counted': reactions.reactionsCounted,
  'hand:raised': stage.handRaised,
  'hand:staff_raised': stage.handStaffRaised,
  'hand:lowered': stage.handsLowered,
  'stage:changed': stage.stageChanged,
  'stage:staff_changed': stage.stageStaffChanged,
  'stage:own_changed': stage.stageOwnChanged,
  'stage:own_muted': stage.stageOwnMuted,
  'stage:speaking': stage.speakingChanged,
  'lead:changed': stage.leadChanged,
  'poll:changed': polls.pollChanged,
  'poll:counted': polls.pollCounted,
  'poll:staff_changed': polls.pollStaffChanged,
  'poll:staff_counted': polls.pollStaffCounted,
  'poll:removed': polls.pollRemoved,
  'check:shown': checks.checkShown,
  'check:closed': checks.checkClosed,
  'check:own_changed': checks.checkOwnChanged,
  'check:desk_changed': checks.checkDeskChanged,
  'check:counted': checks.checkCounted,
  'timer:changed': timer.timerChanged,
  'slide:led': materials.slideLed,
  'material:changed': materials.materialChanged,
  'material:removed': materials.materialRemoved,
  'caption:said': captions.captionSaid,
  'caption:drafted': captions.captionDrafted,
  'caption:removed': captions.captionRemoved,
  'attendance:changed': attendance.attendanceChanged,
  'media:published': media.mediaPublished,
  'media:unpublished': media.mediaUnpublished,
  'media:reset': media.mediaReset,
  'media:rungs_changed': media.audienceRungsChanged,
} as const;

export type Routes = typeof routes;
export type RouteName = keyof Routes;
export type Requests = typeof requests;
export type RequestName = keyof Requests;
export type News = typeof news;
export type NewsName = keyof News;

/** What a page passes in (before parsing) and gets back. */
export type RequestInput<Name extends RequestName> = z.input<Requests[Name]['input']>;
export type RequestOutput<Name extends RequestName> = z.output<Requests[Name]['output']>;
export type NewsData<Name extends NewsName> = z.output<News[Name]['data']>;
