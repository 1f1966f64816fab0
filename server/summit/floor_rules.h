// What holds of a session's floor whichever command concerns it. Pure.
#pragma once

#include "server/summit/change_builder.h"
#include "server/summit/floor_list.h"

namespace dais::summit {

// "s1ab" of "s1ab@12".
std::string session_of_request(const std::string& request);

// A session's requests with what came of them, as written so far; in no order.
std::vector<Asked> asked_of(const ChangeBuilder& builder, const std::string& session);
// A request's turn; nothing if it has not begun, or by mistake.
std::optional<v1::Turn> turn_of(const ChangeBuilder& builder, const std::string& request);
// Who has the floor now; empty: nobody.
std::string speaking_now(const ChangeBuilder& builder, const std::string& session);
// Under which id the next one is put: none is given twice, since none is ever removed.
std::string next_floor_id(const ChangeBuilder& builder, v1::Kind kind, const std::string& session);

// A no unless the session is there for the actor to see, and has a floor.
No look_at_floor(const ChangeBuilder& builder, const std::string& session, v1::Floor& floor, std::string field = "id");
// A no unless the session runs: only then somebody speaks, and something is adopted.
No check_running(const ChangeBuilder& builder, const std::string& session);

// Records of a session, seen by those who see it.
void put_floor_record(ChangeBuilder& builder, v1::Kind kind, const std::string& id,
                      const google::protobuf::Message& record);

// When a turn stops running, and goes on.
void pause(v1::Turn& turn, std::int64_t at_ms);
void end(v1::Turn& turn, std::int64_t at_ms);
// A turn is over, or was begun by mistake: what it interrupted goes on, if the session does.
void go_on(ChangeBuilder& builder, const v1::Turn& over);

// Who may read a Statement by now. What was public stays so.
AudienceSet readers_of(const ChangeBuilder& builder, const std::string& request, const v1::Statement& statement);

// What every Change ends with: a session that does not run has nobody speaking, and those who see it see what may be
// seen of it.
void settle_floors(ChangeBuilder& builder);

// A no if a floor names the Party, or the Person.
No unheard_party(const ChangeBuilder& builder, const std::string& party);
No unheard_person(const ChangeBuilder& builder, const std::string& person);

// When what is known of speakers for the order of a session's list is no longer kept.
std::int64_t traits_kept_until_ms(const Slot& slot, const v1::Floor& floor);
// What stands where it stood. Not nothing: that is what stands where something was erased, and who held that must see
// that it went.
v1::SpeakerTraits forgotten_traits();
// Whether there is any of it.
bool holds_traits(std::string_view body);
// Nothing of whoever asks so is known any more, nor is it on the disk.
void forget_traits(ChangeBuilder& builder, const std::string& request);

}  // namespace dais::summit
