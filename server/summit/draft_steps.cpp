#include "server/summit/draft_steps.h"

#include <google/protobuf/message.h>

#include <algorithm>
#include <limits>

#include "server/summit/check.h"
#include "server/summit/commands.h"
#include "server/summit/identifier.h"
#include "server/summit/name_of.h"
#include "server/summit/projection.h"
#include "server/summit/three_way.h"

namespace dais::summit {
namespace {

namespace pb = google::protobuf;

constexpr std::uint64_t kNow = std::numeric_limits<std::uint64_t>::max();

// The parts of a verb that puts a record whole, as in PutRoom{id, room}.
struct Put {
    std::string id;
    pb::Message* record = nullptr;
    v1::Kind kind = v1::KIND_UNSPECIFIED;
};

std::optional<Put> as_put(v1::Command& command) {
    const pb::OneofDescriptor* verbs = v1::Command::descriptor()->FindOneofByName("verb");
    const pb::FieldDescriptor* field = command.GetReflection()->GetOneofFieldDescriptor(command, verbs);
    if (field == nullptr || !field->name().starts_with("put_")) return std::nullopt;
    pb::Message& verb = *command.GetReflection()->MutableMessage(&command, field);
    Put put;
    if (const pb::FieldDescriptor* id = verb.GetDescriptor()->FindFieldByName("id"))
        put.id = verb.GetReflection()->GetString(verb, id);
    for (int i = 0; i < verb.GetDescriptor()->field_count(); ++i) {
        const pb::FieldDescriptor* member = verb.GetDescriptor()->field(i);
        if (member->cpp_type() == pb::FieldDescriptor::CPPTYPE_MESSAGE)
            put.record = verb.GetReflection()->MutableMessage(&verb, member);
    }
    if (field->name() == "put_summit") put.id = "m";
    if (field->name() == "put_series") put.id = "z";
    put.kind = put.id.empty() ? v1::KIND_UNSPECIFIED : kind_of_id(put.id);
    if (field->name() == "put_look") {
        put.id = "m";
        put.kind = v1::KIND_LOOK;
    }
    return put;
}

void note(ChangeBuilder& builder, const std::string& item, const std::string& message) {
    v1::ImportNote& one = builder.notes.emplace_back();
    one.set_kind(v1::IMPORT_NOTE_KIND_KEPT);
    one.set_item(item);
    one.set_message(message);
}

std::string item_of(const ChangeBuilder& builder, v1::Kind kind, const std::string& id) {
    const auto session = kind == v1::KIND_SESSION ? builder.get<v1::Session>(kind, id) : std::nullopt;
    const std::string title = session ? " “" + name_of(session->title(), builder.summit()) + "”" : "";
    return noun_of(kind) + title + " (" + id + ")";
}

// What became of the record since the step was made stays; the step's other fields are taken.
void merge_with_live(ChangeBuilder& builder, const v1::DraftStep& step, const Put& put) {
    const std::string* live = builder.find(put.kind, put.id);
    if (live == nullptr || *live == step.base()) return;
    const auto base = blank_record(put.kind);
    const auto ours = blank_record(put.kind);
    if (!base->ParseFromString(step.base()) || !ours->ParseFromString(*live)) return;
    for (const Kept& kept : merge_three_way(*base, *ours, *put.record))
        if (kept.file_changed)
            note(builder, item_of(builder, put.kind, put.id), kept.field + " was changed live meanwhile; that stands");
    put.record->CopyFrom(*ours);
}

// The plan of the draft is taken, and what was said on the day stands beside it.
void note_progress(ChangeBuilder& builder, const v1::DraftStep& step, const Put& put) {
    if (put.kind != v1::KIND_SESSION) return;
    const Record* progress = builder.before().find(v1::KIND_SESSION_PROGRESS, put.id);
    if (progress == nullptr || progress->shown_at[index_of(v1::AUDIENCE_STAFF)] <= step.basis()) return;
    note(builder, item_of(builder, put.kind, put.id),
         "was moved, delayed or begun live meanwhile; that stands beside the new plan");
}

// What was hidden live meanwhile is not shown again by the way.
void stay_hidden(ChangeBuilder& builder, const v1::DraftStep& step, v1::Command& command) {
    if (!command.has_put_session() || command.put_session().hidden()) return;
    const std::string& id = command.put_session().id();
    const Record* live = builder.before().find(v1::KIND_SESSION, id);
    if (live == nullptr || live->audiences != kStaffOnly) return;
    if (live->shown_at[index_of(v1::AUDIENCE_STAFF)] <= step.basis()) return;
    command.mutable_put_session()->set_hidden(true);
    note(builder, item_of(builder, v1::KIND_SESSION, id), "was hidden live meanwhile; that stands");
}

bool is_live(v1::RefusalCode code) {
    return code == v1::REFUSAL_CODE_STALE || code == v1::REFUSAL_CODE_NOT_FOUND || code == v1::REFUSAL_CODE_CONFLICT;
}

}  // namespace

std::vector<DraftStepRef> steps_of(const ChangeBuilder& builder, const std::string& draft) {
    std::vector<DraftStepRef> steps;
    for (const std::string& id : builder.ids(v1::KIND_DRAFT_STEP))
        if (builder.owner_of(v1::KIND_DRAFT_STEP, id) == draft)
            steps.push_back({id, *builder.get<v1::DraftStep>(v1::KIND_DRAFT_STEP, id)});
    std::sort(steps.begin(), steps.end(),
              [](const auto& one, const auto& other) { return one.step.order() < other.step.order(); });
    return steps;
}

bool names_record(const v1::Command& command) {
    v1::Command copy = command;
    const auto put = as_put(copy);
    return put && !put->id.empty();
}

std::string replaced_body(const ChangeBuilder& builder, const v1::Command& command) {
    v1::Command copy = command;
    const auto put = as_put(copy);
    const std::string* body = put && !put->id.empty() ? builder.find(put->kind, put->id) : nullptr;
    return body == nullptr ? std::string() : *body;
}

No do_step(ChangeBuilder& builder, const v1::DraftStep& step) {
    v1::Command command;
    if (!command.ParseFromString(step.command()))
        return refuse(v1::REFUSAL_CODE_INVALID, "A step of the draft is damaged. Remove it.", "id");
    // A record that is merged is as fresh as can be; any other step was made for what its author saw.
    builder.set_basis(step.basis());
    if (const auto put = as_put(command); put && !put->id.empty()) {
        if (auto no = check_fields(*put->record)) return no;
        stay_hidden(builder, step, command);
        merge_with_live(builder, step, *put);
        note_progress(builder, step, *put);
        builder.set_basis(kNow);
    }
    builder.set_next_id(step.makes());
    No no = do_verb(builder, command);
    builder.set_next_id({});
    return no;
}

No do_steps(ChangeBuilder& builder, const std::vector<DraftStepRef>& steps, std::set<std::string>& left_out) {
    for (const DraftStepRef& ref : steps) {
        ChangeBuilder trial = builder;
        if (No no = do_step(trial, ref.step)) {
            if (!is_live(no->code())) return no;
            left_out.insert(ref.id);
            note(builder, "step " + std::to_string(ref.step.order()), "was left out: " + no->message());
            continue;
        }
        builder = std::move(trial);
    }
    return std::nullopt;
}

}  // namespace dais::summit
