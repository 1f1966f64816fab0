#include "tests/fuzz/script_mutator.h"

#include <google/protobuf/io/tokenizer.h>
#include <google/protobuf/text_format.h>

#include <algorithm>
#include <array>
#include <climits>
#include <vector>

namespace dais::fuzz {
namespace {

namespace pb = google::protobuf;
using Field = pb::FieldDescriptor;

constexpr std::int64_t kMorningMs = 1'726'128'000'000;
constexpr std::int64_t kStepMs = 5 * 60'000;

// What is there in the morning, and what is not (morning.h).
constexpr std::array kNames = {"$hall",    "$annex",    "$water",
                               "$trade",   "$mali",     "$chad",
                               "$ada",     "$deputy",   "$ben",
                               "$chair",   "$bureau",   "$seat",
                               "$paper",   "$opening",  "$statement",
                               "$panel",   "$side",     "$live",
                               "$talks",   "$aside",    "$booth",
                               "$team",    "$shift",    "$lunch",
                               "$embargo", "$draft",    "$draftstep",
                               "$edition", "$open",     "$secret",
                               "$pledge",  "$way",      "$held",
                               "$asked",   "$news",     "$envoy",
                               "$asks",    "$waits",    "$sahel",
                               "$order",   "$motion",   "$quiet",
                               "$murmur",  "$deal",     "$bloc",
                               "$made",    "m",         "c",
                               "en",       "fr",        "file",
                               "1",        "2",         "",
                               "x0000",    "Ada Mbaye", "https://example.org/1"};

class Quiet final : public pb::io::ErrorCollector {
public:
    void AddError(int, pb::io::ColumnNumber, const std::string&) override {}
};

class Mutation {
public:
    explicit Mutation(std::minstd_rand& dice) : dice_(dice) {}

    // One field of one of the messages in it, at random.
    void somewhere(pb::Message& message) {
        std::vector<pb::Message*> all;
        collect(message, all);
        pb::Message& chosen = *all[below(all.size())];
        const auto* type = chosen.GetDescriptor();
        if (type->field_count() == 0) return;
        change(chosen, *type->field(static_cast<int>(below(static_cast<std::size_t>(type->field_count())))), 2);
    }

    void new_step(Script& script) {
        Step step;
        if (chance(50)) step.set_who(static_cast<Who>(below(static_cast<std::size_t>(Who_ARRAYSIZE))));
        verb(*step.mutable_command());
        if (step.command().has_add_draft_step()) verb(*step.mutable_inner());
        if (chance(50)) step.mutable_command()->set_override_reason("so it is");
        *script.add_steps() = step;
        const int last = script.steps_size() - 1;
        script.mutable_steps()->SwapElements(static_cast<int>(below(static_cast<std::size_t>(last) + 1)), last);
    }

    void verb(v1::Command& command) {
        const auto* verbs = command.GetDescriptor()->FindOneofByName("verb");
        const auto* chosen = verbs->field(static_cast<int>(below(static_cast<std::size_t>(verbs->field_count()))));
        change(command, *chosen, 3);
    }

    std::size_t below(std::size_t limit) { return std::uniform_int_distribution<std::size_t>(0, limit - 1)(dice_); }
    bool chance(std::size_t percent) { return below(100) < percent; }

private:
    static void collect(pb::Message& message, std::vector<pb::Message*>& all) {
        all.push_back(&message);
        const auto& reflection = *message.GetReflection();
        std::vector<const Field*> fields;
        reflection.ListFields(message, &fields);
        for (const Field* field : fields) {
            if (field->cpp_type() != Field::CPPTYPE_MESSAGE) continue;
            if (!field->is_repeated()) collect(*reflection.MutableMessage(&message, field), all);
            for (int i = 0; field->is_repeated() && i < reflection.FieldSize(message, field); ++i)
                collect(*reflection.MutableRepeatedMessage(&message, field, i), all);
        }
    }

    // depth: how far down a message that was not there is filled.
    void change(pb::Message& message, const Field& field, int depth) {
        const auto& reflection = *message.GetReflection();
        if (field.is_repeated()) return list(message, field, depth);
        if (chance(15)) return reflection.ClearField(&message, &field);
        switch (field.cpp_type()) {
            case Field::CPPTYPE_MESSAGE: {
                pb::Message& inner = *reflection.MutableMessage(&message, &field);
                if (depth > 0) fill(inner, depth - 1);
                return;
            }
            case Field::CPPTYPE_STRING:
                return reflection.SetString(
                    &message, &field,
                    field.type() == Field::TYPE_BYTES ? bytes() : text(reflection.GetString(message, &field)));
            case Field::CPPTYPE_ENUM: return reflection.SetEnumValue(&message, &field, value(*field.enum_type()));
            case Field::CPPTYPE_BOOL: return reflection.SetBool(&message, &field, chance(50));
            case Field::CPPTYPE_INT32:
                return reflection.SetInt32(&message, &field, static_cast<std::int32_t>(number()));
            case Field::CPPTYPE_UINT32:
                return reflection.SetUInt32(&message, &field, static_cast<std::uint32_t>(number()));
            case Field::CPPTYPE_INT64:
                return reflection.SetInt64(&message, &field, instant(reflection.GetInt64(message, &field)));
            case Field::CPPTYPE_UINT64:
                return reflection.SetUInt64(&message, &field, static_cast<std::uint64_t>(number()));
            default: return;
        }
    }

    void fill(pb::Message& message, int depth) {
        for (int i = 0; i < message.GetDescriptor()->field_count(); ++i)
            if (chance(60)) change(message, *message.GetDescriptor()->field(i), depth);
    }

    void list(pb::Message& message, const Field& field, int depth) {
        const auto& reflection = *message.GetReflection();
        const auto size = static_cast<std::size_t>(reflection.FieldSize(message, &field));
        if (size > 0 && chance(30)) {
            reflection.SwapElements(&message, &field, static_cast<int>(below(size)), static_cast<int>(size) - 1);
            return reflection.RemoveLast(&message, &field);
        }
        switch (field.cpp_type()) {
            case Field::CPPTYPE_MESSAGE: {
                pb::Message& added = *reflection.AddMessage(&message, &field);
                if (size > 0 && chance(50)) {
                    added.CopyFrom(reflection.GetRepeatedMessage(message, &field, static_cast<int>(below(size))));
                } else if (depth > 0) {
                    fill(added, depth - 1);
                }
                return;
            }
            case Field::CPPTYPE_STRING: return reflection.AddString(&message, &field, text({}));
            case Field::CPPTYPE_ENUM: return reflection.AddEnumValue(&message, &field, value(*field.enum_type()));
            default: return;
        }
    }

    std::string text(const std::string& held) {
        const std::size_t how = below(20);
        if (how < 14) return kNames[below(kNames.size())];
        if (how < 16) return held + held;
        if (how < 17) return std::string(below(6'000), 'x');
        if (how < 18) return "\xC3\xA9\xE2\x80\xA6\xF0\x9F\x8C\x8D";
        if (how < 19) return held.substr(0, below(held.size() + 1));
        return std::string(1, static_cast<char>(below(256)));
    }

    // A command on the wire, now and then damaged on its way.
    std::string bytes() {
        v1::Command command;
        verb(command);
        std::string made = command.SerializePartialAsString();
        for (std::size_t i = below(4); i > 0 && !made.empty(); --i)
            made[below(made.size())] = static_cast<char>(below(256));
        return made;
    }

    int value(const pb::EnumDescriptor& type) {
        if (chance(5)) return chance(50) ? -1 : 99;
        return type.value(static_cast<int>(below(static_cast<std::size_t>(type.value_count()))))->number();
    }

    std::int64_t number() {
        static constexpr std::array<std::int64_t, 12> kNumbers = {0,  1,   2,       3,       7,        12,
                                                                  60, 300, INT_MAX, INT_MIN, UINT_MAX, 2'024};
        return kNumbers[below(kNumbers.size())];
    }

    std::int64_t instant(std::int64_t held) {
        const auto steps = static_cast<std::int64_t>(below(60)) - 20;
        if (chance(5)) return chance(50) ? INT64_MAX : chance(50) ? INT64_MIN : number();
        return (held > 0 && held < 2 * kMorningMs && chance(50) ? held : kMorningMs) + steps * kStepMs;
    }

    std::minstd_rand& dice_;
};

}  // namespace

std::optional<Script> read_script(std::string_view text) {
    Script script;
    Quiet quiet;
    pb::TextFormat::Parser parser;
    parser.RecordErrorsTo(&quiet);
    parser.SetRecursionLimit(20);
    if (!parser.ParseFromString(std::string(text), &script)) return std::nullopt;
    return script;
}

std::string write_script(const Script& script) {
    pb::TextFormat::Printer printer;
    printer.SetSingleLineMode(false);
    std::string text;
    printer.PrintToString(script, &text);
    return text;
}

void mutate(Script& script, std::minstd_rand& dice) {
    Mutation mutation(dice);
    auto& steps = *script.mutable_steps();
    const auto any = [&] { return static_cast<int>(mutation.below(static_cast<std::size_t>(steps.size()))); };
    for (std::size_t i = mutation.below(3) + 1; i > 0; --i) {
        const std::size_t what = steps.empty() ? 0 : mutation.below(100);
        if (what < 20) {
            mutation.new_step(script);
        } else if (what < 28) {
            steps.DeleteSubrange(any(), 1);
        } else if (what < 34) {
            steps.SwapElements(any(), any());
        } else if (what < 42) {
            const Step again = steps.Get(any());
            *steps.Add() = again;
        } else if (what < 50) {
            steps.Mutable(any())->set_who(static_cast<Who>(mutation.below(static_cast<std::size_t>(Who_ARRAYSIZE))));
        } else {
            mutation.somewhere(*steps.Mutable(any()));
        }
    }
}

Script crossed(const Script& one, const Script& other, std::minstd_rand& dice) {
    Mutation mutation(dice);
    const auto cut = [&](const Script& script) {
        return static_cast<int>(mutation.below(static_cast<std::size_t>(script.steps_size()) + 1));
    };
    Script made;
    for (int i = 0, until = cut(one); i < until; ++i) *made.add_steps() = one.steps(i);
    for (int i = cut(other); i < other.steps_size(); ++i) *made.add_steps() = other.steps(i);
    return made;
}

}  // namespace dais::fuzz
