#include "server/demo/demo.h"

#include <google/protobuf/message.h>
#include <google/protobuf/text_format.h>

#include <stdexcept>
#include <string>
#include <string_view>

#include "server/demo/text.h"
#include "server/summit/hash.h"

namespace dais::demo {
namespace {

namespace pb = google::protobuf;

constexpr std::string_view kBetween = "\n---\n";
constexpr std::size_t kDigestBytes = 8;

std::string digest_of(const std::string& text) { return summit::Hash().bytes(text).finish().substr(0, kDigestBytes); }

// A translation says which text it translates: here the authentic one, English if there are several.
void set_source_digests(const std::vector<v1::LocalText*>& texts) {
    const v1::LocalText* source = nullptr;
    for (const v1::LocalText* text : texts)
        if (text->origin() == v1::ORIGIN_AUTHENTIC && (source == nullptr || text->language() == "en")) source = text;
    if (source == nullptr) return;
    const std::string digest = digest_of(source->text());
    for (v1::LocalText* text : texts)
        if (text->origin() != v1::ORIGIN_AUTHENTIC) text->set_source_digest(digest);
}

// Every list of texts in a message, however deep.
void set_all_source_digests(pb::Message& message) {
    const pb::Reflection& reflection = *message.GetReflection();
    std::vector<const pb::FieldDescriptor*> fields;
    reflection.ListFields(message, &fields);
    for (const pb::FieldDescriptor* field : fields) {
        if (field->cpp_type() != pb::FieldDescriptor::CPPTYPE_MESSAGE) continue;
        if (!field->is_repeated()) {
            set_all_source_digests(*reflection.MutableMessage(&message, field));
            continue;
        }
        std::vector<v1::LocalText*> texts;
        for (int i = 0; i < reflection.FieldSize(message, field); ++i) {
            pb::Message& item = *reflection.MutableRepeatedMessage(&message, field, i);
            if (auto* text = dynamic_cast<v1::LocalText*>(&item)) {
                texts.push_back(text);
            } else {
                set_all_source_digests(item);
            }
        }
        set_source_digests(texts);
    }
}

v1::Command parse_command(std::string_view text, std::size_t number) {
    v1::Command command;
    if (!pb::TextFormat::ParseFromString(std::string(text), &command))
        throw std::logic_error("server/demo/gdpa_2024.txtpb: command " + std::to_string(number) + " cannot be parsed");
    set_all_source_digests(command);
    command.set_log(kLog);
    command.set_id("demo-" + std::to_string(number));
    return command;
}

}  // namespace

std::vector<v1::Command> demo_commands() {
    std::vector<v1::Command> commands;
    std::string_view rest = text();
    while (!rest.empty()) {
        const std::size_t end = rest.find(kBetween);
        commands.push_back(parse_command(rest.substr(0, end), commands.size() + 1));
        rest.remove_prefix(end == std::string_view::npos ? rest.size() : end + kBetween.size());
    }
    return commands;
}

}  // namespace dais::demo
