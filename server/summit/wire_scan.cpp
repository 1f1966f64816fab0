#include "server/summit/wire_scan.h"

#include <google/protobuf/descriptor.h>

#include <array>
#include <cstdint>
#include <map>
#include <optional>

#include "dais/v1/options.pb.h"
#include "server/summit/projection.h"

namespace dais::summit {
namespace {

namespace pb = google::protobuf;

enum WireType : std::uint8_t { kVarint = 0, kFixed64 = 1, kSized = 2, kFixed32 = 5 };

// What a message's fields are, by number.
struct Layout {
    struct Field {
        bool is_for_all = false;
        WireType type = kVarint;
        const Layout* message = nullptr;
    };
    std::array<Field, 64> fields{};
};

WireType wire_type(const pb::FieldDescriptor& field) {
    if (field.is_packed()) return kSized;
    switch (field.type()) {
        case pb::FieldDescriptor::TYPE_STRING:
        case pb::FieldDescriptor::TYPE_BYTES:
        case pb::FieldDescriptor::TYPE_MESSAGE: return kSized;
        case pb::FieldDescriptor::TYPE_FIXED64:
        case pb::FieldDescriptor::TYPE_SFIXED64: return kFixed64;
        case pb::FieldDescriptor::TYPE_FIXED32:
        case pb::FieldDescriptor::TYPE_SFIXED32: return kFixed32;
        default: return kVarint;
    }
}

// Of all kinds, and of what is inside their records.
class Layouts {
public:
    Layouts() {
        const pb::EnumDescriptor& kinds = *v1::Kind_descriptor();
        for (int i = 0; i < kinds.value_count(); ++i) {
            const int kind = kinds.value(i)->number();
            if (const auto record = blank_record(static_cast<v1::Kind>(kind)))
                kinds_[kind] = &make(*record->GetDescriptor());
        }
    }

    const Layout* of(v1::Kind kind) const {
        const auto found = kinds_.find(kind);
        return found == kinds_.end() ? nullptr : found->second;
    }

private:
    const Layout& make(const pb::Descriptor& message) {
        const auto [place, first] = layouts_.try_emplace(&message);
        Layout& layout = place->second;
        if (!first) return layout;
        for (int i = 0; i < message.field_count(); ++i) {
            const pb::FieldDescriptor& field = *message.field(i);
            const auto number = static_cast<std::size_t>(field.number());
            // A number beyond counts as not known: such records are read properly.
            if (number >= layout.fields.size() || field.options().GetExtension(v1::staff_only)) continue;
            const pb::Descriptor* inner = field.message_type();
            layout.fields[number] = {true, wire_type(field), inner != nullptr ? &make(*inner) : nullptr};
        }
        return layout;
    }

    std::map<const pb::Descriptor*, Layout> layouts_;  // its places never move
    std::map<int, const Layout*> kinds_;
};

std::optional<std::uint64_t> varint(std::string_view& bytes) {
    std::uint64_t value = 0;
    for (unsigned shift = 0; shift < 64 && !bytes.empty(); shift += 7) {
        const auto byte = static_cast<unsigned char>(bytes.front());
        bytes.remove_prefix(1);
        value |= std::uint64_t{byte & 0x7fu} << shift;
        if (byte < 0x80) return value;
    }
    return std::nullopt;
}

// Takes a field's value off; a sized one is what it gives.
std::optional<std::string_view> value(std::string_view& bytes, WireType type) {
    std::uint64_t length = type == kFixed64 ? 8 : 4;
    if (type == kVarint || type == kSized) {
        const auto said = varint(bytes);
        if (!said) return std::nullopt;
        length = type == kSized ? *said : 0;
    }
    if (length > bytes.size()) return std::nullopt;
    const std::string_view taken = bytes.substr(0, static_cast<std::size_t>(length));
    bytes.remove_prefix(taken.size());
    return taken;
}

bool scan(const Layout& layout, std::string_view bytes) {
    while (!bytes.empty()) {
        const auto tag = varint(bytes);
        if (!tag || (*tag >> 3) >= layout.fields.size()) return false;
        const Layout::Field& field = layout.fields[static_cast<std::size_t>(*tag >> 3)];
        if (!field.is_for_all || field.type != (*tag & 7)) return false;
        const auto inner = value(bytes, field.type);
        if (!inner || (field.message != nullptr && !scan(*field.message, *inner))) return false;
    }
    return true;
}

}  // namespace

bool nothing_to_clear(v1::Kind kind, std::string_view body) {
    static const Layouts layouts;
    const Layout* layout = layouts.of(kind);
    return layout != nullptr && scan(*layout, body);
}

}  // namespace dais::summit
