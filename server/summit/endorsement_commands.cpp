// Endorsements: announced, their signatories' powers checked, signed, and withdrawn; each of one Party to one
// Declaration. What another Party does meanwhile stands in nobody's way.
#include <algorithm>

#include "server/summit/commands.h"
#include "server/summit/institution_rules.h"
#include "server/summit/put_noun.h"

namespace dais::summit {
namespace {

No conflict(const std::string& message, const char* field) { return refuse(v1::REFUSAL_CODE_CONFLICT, message, field); }

// What a command is about.
struct Roll {
    std::string declaration_id, id;
    v1::Declaration declaration;
    v1::Endorsement held;  // blank: none

    bool stands() const {
        return held.status() != v1::ENDORSEMENT_STATUS_UNSPECIFIED && held.status() != v1::ENDORSEMENT_STATUS_WITHDRAWN;
    }
};

template <class Verb>
No look(const ChangeBuilder& builder, const Verb& command, Roll& roll) {
    if (auto no = builder.visible(v1::KIND_DECLARATION, command.declaration(), "declaration")) return no;
    if (auto no = builder.visible(v1::KIND_PARTY, command.party(), "party")) return no;
    roll.declaration_id = command.declaration();
    roll.id = command.declaration() + "@" + command.party();
    roll.declaration = *builder.get<v1::Declaration>(v1::KIND_DECLARATION, command.declaration());
    roll.held = builder.get<v1::Endorsement>(v1::KIND_ENDORSEMENT, roll.id).value_or(v1::Endorsement());
    return std::nullopt;
}

// Whether one step more may be taken. Fresh must be this endorsement alone: a roll changes all the time.
No check_step(const ChangeBuilder& builder, const Roll& roll, std::int64_t at_ms) {
    if (!is_open(roll.declaration, at_ms))
        return conflict("The declaration is not open for endorsement.", "declaration");
    return builder.fresh(v1::KIND_ENDORSEMENT, roll.id);
}

// Only staff write down what happened before; whoever acts for a Party speaks of now. No step is before the last one.
template <class Verb>
No happened(const ChangeBuilder& builder, const Verb& command, const v1::Endorsement& held, std::int64_t& at_ms) {
    if (command.has_at_ms() && builder.context().audience != v1::AUDIENCE_STAFF)
        return refuse(v1::REFUSAL_CODE_FORBIDDEN, "Only staff write down later what happened. Leave at_ms out.",
                      "at_ms");
    if (auto no = happened(builder, command.has_at_ms() ? std::optional(command.at_ms()) : std::nullopt, at_ms))
        return no;
    if (command.has_at_ms() && at_ms < std::max({held.announced_at_ms(), held.signed_at_ms(), held.withdrawn_at_ms()}))
        return refuse(v1::REFUSAL_CODE_INVALID, "That would be before the party's last step.", "at_ms");
    return std::nullopt;
}

void put(ChangeBuilder& builder, const Roll& roll, const v1::Endorsement& endorsement) {
    builder.put(v1::KIND_ENDORSEMENT, roll.id, roll.declaration_id,
                builder.audiences_of(v1::KIND_DECLARATION, roll.declaration_id), endorsement);
}

No refuse_unannounced() {
    return conflict("The party has not announced that it endorses this. Announce it first.", "party");
}

No check_signatory(const ChangeBuilder& builder, const v1::CheckCredentials& command) {
    if (command.signatory().empty()) return std::nullopt;
    if (auto no = builder.visible(v1::KIND_PERSON, command.signatory(), "signatory")) return no;
    const auto person = *builder.get<v1::Person>(v1::KIND_PERSON, command.signatory());
    if (person.party().empty() || person.party() == command.party()) return std::nullopt;
    return conflict(quoted_name(builder, v1::KIND_PERSON, command.signatory()) + " belongs to another party.",
                    "signatory");
}

No check_statement(const v1::SignEndorsement& command) {
    if (command.statement_kind() == v1::ENDORSEMENT_STATEMENT_KIND_UNSPECIFIED) {
        if (command.statement().empty()) return std::nullopt;
        return refuse(v1::REFUSAL_CODE_INVALID, "Say what the statement is: an explanation or a reservation.",
                      "statement_kind");
    }
    return needs_name(command.statement(), "statement");
}

// No place is given twice, whoever withdraws: the last one that a Party had stays with it until it has another.
std::int32_t next_place(const ChangeBuilder& builder, const std::string& declaration) {
    std::int32_t last = 0;
    for (const std::string& id : endorsements_of(builder, declaration))
        last = std::max(last, builder.get<v1::Endorsement>(v1::KIND_ENDORSEMENT, id)->order());
    return last + 1;
}

}  // namespace

No announce_endorsement(ChangeBuilder& builder, const v1::AnnounceEndorsement& command) {
    Roll roll;
    if (auto no = look(builder, command, roll)) return no;
    builder.made = roll.id;
    if (roll.stands()) return std::nullopt;
    std::int64_t at_ms = 0;
    if (auto no = happened(builder, command, roll.held, at_ms)) return no;
    if (auto no = check_step(builder, roll, at_ms)) return no;
    v1::Endorsement endorsement;
    endorsement.set_status(v1::ENDORSEMENT_STATUS_ANNOUNCED);
    endorsement.set_version(roll.declaration.version());
    endorsement.set_announced_at_ms(at_ms);
    endorsement.set_order(roll.held.order());
    put(builder, roll, endorsement);
    return std::nullopt;
}

No check_credentials(ChangeBuilder& builder, const v1::CheckCredentials& command) {
    Roll roll;
    if (auto no = look(builder, command, roll)) return no;
    if (!roll.stands()) return refuse_unannounced();
    const bool announced = roll.held.status() == v1::ENDORSEMENT_STATUS_ANNOUNCED;
    if (!announced && roll.held.signatory() == command.signatory()) return std::nullopt;
    if (roll.held.status() == v1::ENDORSEMENT_STATUS_SIGNED)
        return conflict("The party has signed already, by somebody else.", "signatory");
    if (auto no = check_signatory(builder, command)) return no;
    if (auto no = check_step(builder, roll, builder.context().now_ms)) return no;
    v1::Endorsement endorsement = roll.held;
    endorsement.set_status(v1::ENDORSEMENT_STATUS_CREDENTIALS_CHECKED);
    endorsement.set_signatory(command.signatory());
    put(builder, roll, endorsement);
    return std::nullopt;
}

No sign_endorsement(ChangeBuilder& builder, v1::SignEndorsement command) {
    if (auto no = check_fields(command)) return no;
    Roll roll;
    if (auto no = look(builder, command, roll)) return no;
    if (auto no = check_statement(command)) return no;
    if (!roll.stands()) return refuse_unannounced();
    v1::Endorsement endorsement = roll.held;
    endorsement.set_statement_kind(command.statement_kind());
    *endorsement.mutable_statement() = command.statement();
    if (roll.held.status() == v1::ENDORSEMENT_STATUS_SIGNED) {
        if (endorsement.SerializeAsString() == roll.held.SerializeAsString()) return std::nullopt;
        return conflict("The party has signed already, and said something else. Withdraw it and sign anew.",
                        "statement");
    }
    if (roll.held.status() != v1::ENDORSEMENT_STATUS_CREDENTIALS_CHECKED)
        return conflict("The powers of whoever shall sign were not seen yet. Check the credentials first.", "party");
    std::int64_t at_ms = 0;
    if (auto no = happened(builder, command, roll.held, at_ms)) return no;
    if (auto no = check_step(builder, roll, at_ms)) return no;
    endorsement.set_status(v1::ENDORSEMENT_STATUS_SIGNED);
    // When it was announced is in its history: every screen gets what stands here, for each of 193 States.
    endorsement.clear_announced_at_ms();
    endorsement.set_signed_at_ms(at_ms);
    endorsement.set_order(next_place(builder, roll.declaration_id));
    put(builder, roll, endorsement);
    return std::nullopt;
}

// At any time: nobody is bound for as long as a roll is closed.
No withdraw_endorsement(ChangeBuilder& builder, const v1::WithdrawEndorsement& command) {
    Roll roll;
    if (auto no = look(builder, command, roll)) return no;
    if (roll.held.status() == v1::ENDORSEMENT_STATUS_WITHDRAWN) return std::nullopt;
    if (!roll.stands()) return refuse_unannounced();
    if (auto no = builder.fresh(v1::KIND_ENDORSEMENT, roll.id)) return no;
    std::int64_t at_ms = 0;
    if (auto no = happened(builder, command, roll.held, at_ms)) return no;
    v1::Endorsement endorsement = roll.held;
    endorsement.set_status(v1::ENDORSEMENT_STATUS_WITHDRAWN);
    endorsement.set_withdrawn_at_ms(at_ms);
    put(builder, roll, endorsement);
    return std::nullopt;
}

}  // namespace dais::summit
