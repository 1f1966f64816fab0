// What is known of a Person goes for good (decision D18): from the record, and from all others in which the name
// stands. What is on disk of it besides goes once this is durable.
#include <algorithm>

#include "server/summit/commands.h"
#include "server/summit/identifier.h"
#include "server/summit/limits.h"
#include "server/summit/name_of.h"
#include "server/summit/records.h"

namespace dais::summit {
namespace {

namespace pb = google::protobuf;

// What stands where a name stood.
constexpr std::string_view kGap = "[…]";

class Redaction {
public:
    explicit Redaction(const std::vector<std::string>& words) : words_(words) {}

    bool concerns(std::string_view bytes) const {
        return std::any_of(words_.begin(), words_.end(),
                           [&](const std::string& word) { return bytes.find(word) != std::string_view::npos; });
    }

    void redact(std::string& text) const {
        for (const std::string& word : words_)
            for (std::size_t at = text.find(word); at != std::string::npos; at = text.find(word, at + kGap.size()))
                text.replace(at, word.size(), kGap);
    }

    // Every text in it, however deep; and what it keeps of other records and of commands.
    void redact(pb::Message& message) const {
        const pb::Reflection& reflection = *message.GetReflection();
        std::vector<const pb::FieldDescriptor*> fields;
        reflection.ListFields(message, &fields);
        for (const pb::FieldDescriptor* field : fields) {
            const int count = field->is_repeated() ? reflection.FieldSize(message, field) : 1;
            for (int i = 0; i < count; ++i) redact_one(message, *field, i);
        }
        if (auto* step = dynamic_cast<v1::DraftStep*>(&message)) redact_step(*step);
    }

    // The bytes of a record; empty if they make no sense.
    std::string redacted(v1::Kind kind, const std::string& body) const {
        const auto record = blank_record(kind);
        if (record == nullptr || !record->ParseFromString(body)) return {};
        redact(*record);
        return record->SerializeAsString();
    }

private:
    void redact_one(pb::Message& message, const pb::FieldDescriptor& field, int i) const {
        const pb::Reflection& reflection = *message.GetReflection();
        if (field.cpp_type() == pb::FieldDescriptor::CPPTYPE_MESSAGE) {
            redact(field.is_repeated() ? *reflection.MutableRepeatedMessage(&message, &field, i)
                                       : *reflection.MutableMessage(&message, &field));
        } else if (field.type() == pb::FieldDescriptor::TYPE_STRING) {
            std::string text = field.is_repeated() ? reflection.GetRepeatedString(message, &field, i)
                                                   : reflection.GetString(message, &field);
            if (!concerns(text)) return;
            redact(text);
            field.is_repeated() ? reflection.SetRepeatedString(&message, &field, i, text)
                                : reflection.SetString(&message, &field, text);
        }
    }

    void redact_step(v1::DraftStep& step) const {
        v1::Command command;
        if (!concerns(step.command()) && !concerns(step.base())) return;
        command.ParseFromString(step.command());
        redact(command);
        step.set_command(command.SerializeAsString());
        const auto* field =
            command.GetReflection()->GetOneofFieldDescriptor(command, command.GetDescriptor()->FindOneofByName("verb"));
        if (field == nullptr) return;
        const pb::Message& verb = command.GetReflection()->GetMessage(command, field);
        const auto* id = verb.GetDescriptor()->FindFieldByName("id");
        step.set_base(id == nullptr ? std::string()
                                    : redacted(kind_of_id(verb.GetReflection()->GetString(verb, id)), step.base()));
    }

    const std::vector<std::string>& words_;
};

// Of a Person, what an import would bring back.
std::string without_fields(const std::string& body) {
    v1::Imported imported;
    imported.ParseFromString(body);
    imported.clear_fields();
    return imported.SerializeAsString();
}

void write(ChangeBuilder& builder, v1::Kind kind, const std::string& id, const std::string& body) {
    v1::Entry entry;
    entry.set_kind(kind);
    entry.set_id(id);
    entry.set_owner(builder.owner_of(kind, id));
    for (const v1::Audience audience : kAudiences)
        if ((builder.audiences_of(kind, id) & bit(audience)) != 0) entry.add_audiences(audience);
    entry.set_put(body);
    builder.restore(entry);
}

void tell(ChangeBuilder& builder, v1::Kind kind, const std::string& id) {
    if (builder.notes.size() >= kImportNotesMax) return;
    v1::ImportNote& note = builder.notes.emplace_back();
    note.set_kind(v1::IMPORT_NOTE_KIND_CHANGED);
    note.set_item(noun_of(kind) + " " + quoted_name(builder, kind, id));
    note.set_message("The name stood in it, and is gone.");
}

void redact_others(ChangeBuilder& builder, const std::string& person, const Redaction& redaction) {
    std::vector<std::pair<v1::Kind, std::string>> concerned;
    builder.before().for_each([&](v1::Kind kind, const std::string& id, const Record& record) {
        if (kind != v1::KIND_PERSON && redaction.concerns(record.body)) concerned.emplace_back(kind, id);
    });
    for (const auto& [kind, id] : concerned) {
        const std::string& held = builder.before().find(kind, id)->body;
        std::string body = kind == v1::KIND_IMPORTED && id.starts_with(person + "@") ? without_fields(held)
                                                                                     : redaction.redacted(kind, held);
        // An Imported keeps another record's bytes, of the kind that its id tells.
        v1::Imported imported;
        if (kind == v1::KIND_IMPORTED && imported.ParseFromString(body) && redaction.concerns(imported.fields())) {
            imported.set_fields(redaction.redacted(kind_of_id(id), imported.fields()));
            body = imported.SerializeAsString();
        }
        if (body.empty() || redaction.concerns(body)) {
            builder.remove(kind, id);
        } else {
            write(builder, kind, id, body);
        }
        tell(builder, kind, id);
    }
}

// Those of the texts that are other ones by now; whether there are any.
bool redact(ChangeBuilder& builder, pb::RepeatedPtrField<v1::TextReference>& references,
            const std::map<std::string, std::string>& texts) {
    bool changed = false;
    for (v1::TextReference& reference : references) {
        const auto without = texts.find(reference.hash());
        if (without == texts.end()) continue;
        v1::LocalText text;
        text.set_language(reference.language());
        text.set_text(without->second);
        text.set_origin(reference.origin());
        text.set_source_digest(reference.source_digest());
        reference = builder.keep(text);
        changed = true;
    }
    return changed;
}

void redact_texts(ChangeBuilder& builder, const std::map<std::string, std::string>& texts) {
    for (const std::string& id : builder.ids(v1::KIND_SESSION_TEXT)) {
        auto held = *builder.get<v1::SessionText>(v1::KIND_SESSION_TEXT, id);
        const bool abstract = redact(builder, *held.mutable_abstract(), texts);
        if (!redact(builder, *held.mutable_description(), texts) && !abstract) continue;
        write(builder, v1::KIND_SESSION_TEXT, id, held.SerializeAsString());
        tell(builder, v1::KIND_SESSION_TEXT, id);
    }
    for (const std::string& id : builder.ids(v1::KIND_DECLARATION_TEXT)) {
        auto held = *builder.get<v1::DeclarationText>(v1::KIND_DECLARATION_TEXT, id);
        if (!redact(builder, *held.mutable_texts(), texts)) continue;
        write(builder, v1::KIND_DECLARATION_TEXT, id, held.SerializeAsString());
        tell(builder, v1::KIND_DECLARATION_TEXT, id);
    }
    for (const std::string& id : builder.ids(v1::KIND_STATEMENT)) {
        auto held = *builder.get<v1::Statement>(v1::KIND_STATEMENT, id);
        if (!redact(builder, *held.mutable_texts(), texts)) continue;
        write(builder, v1::KIND_STATEMENT, id, held.SerializeAsString());
        tell(builder, v1::KIND_STATEMENT, id);
    }
}

}  // namespace

std::vector<std::string> words_of(const v1::Person& person) {
    std::vector<std::string> words;
    for (const std::string* word : {&person.name(), &person.sort_key(), &person.staff_contact()})
        if (word->size() >= kErasedWordBytesMin) words.push_back(*word);
    return words;
}

bool means_something_else(const State& state, const std::string& word) {
    const v1::Kind kind = kind_of_id(word);
    return (kind != v1::KIND_UNSPECIFIED && state.find(kind, word) != nullptr) ||
           state.summit().zone().find(word) != std::string::npos || kGap.find(word) != std::string_view::npos;
}

std::string without_words(std::string text, const std::vector<std::string>& words) {
    Redaction(words).redact(text);
    return text;
}

No erase_person(ChangeBuilder& builder, const std::string& id) {
    if (auto no = builder.exists_and_fresh(v1::KIND_PERSON, id)) return no;
    const auto held = *builder.get<v1::Person>(v1::KIND_PERSON, id);
    const Erasing* erasing = builder.context().erasing;
    std::vector<std::string> words = words_of(held);
    if (erasing != nullptr) words.insert(words.end(), erasing->words.begin(), erasing->words.end());
    std::erase_if(words, [&](const std::string& word) { return means_something_else(builder.before(), word); });
    // The longest first: what one is a part of goes whole.
    std::sort(words.begin(), words.end(), [](const std::string& one, const std::string& other) {
        return std::pair(other.size(), one) < std::pair(one.size(), other);
    });
    words.erase(std::unique(words.begin(), words.end()), words.end());
    v1::Person left;
    left.set_number(held.number());
    left.set_party(held.party());
    left.set_erased(true);
    builder.put(v1::KIND_PERSON, id, "", builder.audiences_of(v1::KIND_PERSON, id), left);
    redact_others(builder, id, Redaction(words));
    if (erasing != nullptr) redact_texts(builder, erasing->texts);
    builder.erased.emplace_back(v1::KIND_PERSON, id);
    return std::nullopt;
}

}  // namespace dais::summit
