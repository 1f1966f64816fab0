// What holds of Editions, Declarations and Commitments whoever changes them: a command of their own, or Undo. Pure.
#pragma once

#include <optional>

#include "dais/v1/declaration.pb.h"
#include "dais/v1/series.pb.h"
#include "server/summit/change_builder.h"

namespace dais::summit {

// Whether Parties may endorse it at a moment: from its opening on, up to its closing.
bool is_open(const v1::Declaration& declaration, std::int64_t now_ms);

// When something happened, which is told now or written down later: what is said of it, else now. A no if that is
// still to come, or makes no sense.
No happened(const ChangeBuilder& builder, std::optional<std::int64_t> said_ms, std::int64_t& at_ms);

// Ids of a Declaration's Endorsements, those withdrawn among them.
std::vector<std::string> endorsements_of(const ChangeBuilder& builder, const std::string& declaration);

// A no if another Edition has this number.
No check_number(const ChangeBuilder& builder, const std::string& id, std::int32_t number);

// A no if somebody has endorsed what the Declaration was, and it would be something else.
No check_endorsed(const ChangeBuilder& builder, const std::string& id, const v1::Declaration& was,
                  const v1::Declaration& is);

// A no if a Declaration that is hidden in what was written so far was open before, or is named by what is not hidden.
No check_hidden(const ChangeBuilder& builder, const std::string& id);

// A no if the Series, an Edition, an Endorsement or a Commitment names the Party.
No unbound(const ChangeBuilder& builder, const std::string& party);
// A no if the Person signs an Endorsement, or has.
No unsigned_by(const ChangeBuilder& builder, const std::string& person);

// A no unless everybody sees a Declaration that what everybody sees will name.
No check_shown(const ChangeBuilder& builder, const std::string& declaration, const char* field);

}  // namespace dais::summit
