// How much a command may carry. Everything about one record; what concerns connections is in server/live/limits.h.
#pragma once

#include <cstddef>
#include <cstdint>

namespace dais::summit {

inline constexpr std::size_t kTextBytesMax = 4'000;       // any short text, e.g. a title or an announcement's body
inline constexpr std::size_t kLongTextBytesMax = 65'536;  // an abstract or description in one language
inline constexpr int kListMax = 500;                      // items of any list inside a record
inline constexpr int kImportListMax = 20'000;             // rooms, persons or sessions of one import
inline constexpr std::size_t kRecordBytesMax = 65'536;    // one record in canonical bytes
inline constexpr std::size_t kCommandIdBytesMax = 64;
inline constexpr std::size_t kImportNotesMax = 2'000;  // lines of an import's report
inline constexpr std::size_t kAddedNamedMax = 200;     // records added by an import that its report names
inline constexpr std::size_t kVanishedMax = 5;         // sessions of a source that may go although they are most of it
inline constexpr std::int64_t kSessionMsMax = 7LL * 24 * 3'600'000;  // a Session's planned length
inline constexpr std::int64_t kShiftMsMax = 3LL * 3'600'000;         // interpreters work no longer at a stretch
inline constexpr int kMinutesMax = 24 * 60;                          // turnover, shortest length
inline constexpr std::size_t kClashesMax = 50;                       // told of one command
inline constexpr std::size_t kRecentChangesMax = 2'000;              // Changes of a log that can be undone
inline constexpr std::size_t kRecentBytesMax = 16u << 20;            // and how large they are together
inline constexpr std::size_t kDraftStepsMax = 500;                   // steps of one draft
inline constexpr std::size_t kErasedWordBytesMin = 5;                // shorter names stand in too much else
inline constexpr std::size_t kLetterBytesMax = 8;                    // some are written with two characters
inline constexpr int kPartDepthMax = 4;                              // a part of a part of a part
inline constexpr std::int64_t kOverrunStepMs = 5LL * 60'000;         // the clock pushes an overrun on by this much
inline constexpr std::int64_t kOverrunMsMax = 4LL * 3'600'000;       // and no further: nobody told that it ended
inline constexpr std::int64_t kEarlyMsMax = 5LL * 60'000;            // clocks differ: so far ahead a thing has happened
inline constexpr std::int64_t kTurnMsMax = 2LL * 3'600'000;          // set to start so much later, it has lost its turn
inline constexpr std::size_t kRippleStepsMax = 100'000;              // sessions looked at by one Change
inline constexpr std::int64_t kEmergencyMsMax = 24LL * 3'600'000;    // an emergency ends by itself, or is said anew
inline constexpr int kFloorSecondsMax = 4 * 3'600;                   // of a turn, a budget, a changeover
inline constexpr int kRepliesMax = 20;                               // rights of reply of one Party
inline constexpr int kPlaceStep = 16;                                // room on a list for who is moved between two
inline constexpr int kRequestsMax = 500;                             // for one session's floor
inline constexpr int kProposalsMax = 100;                            // before one session
inline constexpr int kPeopleMax = 1'000'000;                         // Parties there, hands raised
inline constexpr int kTraitsKeptHours = 24;                          // unless the floor says otherwise
inline constexpr int kTraitsKeptHoursMax = 365 * 24;
inline constexpr std::size_t kScreensMax = 500;              // of one log
inline constexpr int kScreensAtOnceMax = 200;                // named by one command
inline constexpr std::size_t kScreenNameBytesMax = 100;      // it is said large
inline constexpr int kScreenLanguagesMax = 8;                // a Screen turns through
inline constexpr std::uint32_t kLanguageTurnSecondsMin = 5;  // shorter, and nobody reads it
inline constexpr std::uint32_t kLanguageTurnSecondsMax = 600;
inline constexpr std::uint32_t kSafeAreaPermilleMax = 100;  // of each side
inline constexpr std::int64_t kIdentifyMsMax = 10LL * 60'000;
inline constexpr std::size_t kLogoBytesMax = 16'384;                  // everybody gets it with the programme
inline constexpr std::int64_t kSilenceMsMax = 60LL * 24 * 3'600'000;  // until nobody has objected
inline constexpr std::int64_t kInstantMsMax = 4'102'444'800'000;      // 2100-01-01: later instants are mistakes

}  // namespace dais::summit
