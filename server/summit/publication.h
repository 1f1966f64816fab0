// What every announcement must satisfy and what publishing one does, whether it is said at once, went through the keys
// of a Body, or could not wait for them. Pure.
#pragma once

#include "dais/v1/announcement.pb.h"
#include "server/summit/change_builder.h"

namespace dais::summit {

// A no unless its fields make sense and all that it names is there for the actor to see. What is the server's to say is
// cleared, what is left unsaid filled in.
No check_announcement(ChangeBuilder& builder, v1::Announcement& announcement);

// A no unless it says something.
No needs_words(const v1::Announcement& announcement);

// A no for what would end before it is published, as of now.
No check_expiry(const ChangeBuilder& builder, const v1::Announcement& announcement);

// A no to numbers that are no audience.
No check_audiences(const google::protobuf::RepeatedField<int>& audiences, const char* field);

// A no unless these readers may see the Sessions that it names, and all who read what it corrects are among them. What
// it corrects is published, stands, and is not corrected by another one already.
No check_readers(const ChangeBuilder& builder, const v1::Announcement& announcement, AudienceSet readers);

// It is published now, to these readers; what it corrects says so.
void publish(ChangeBuilder& builder, const std::string& id, v1::Announcement announcement, AudienceSet readers);

}  // namespace dais::summit
