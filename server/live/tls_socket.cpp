#include "server/live/tls_socket.h"

#include <openssl/bio.h>
#include <openssl/err.h>
#include <openssl/ssl.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cerrno>
#include <cstdint>
#include <new>

namespace dais::live {
namespace {

constexpr std::size_t kRecordBytes = SSL3_RT_MAX_PLAIN_LENGTH;

// OpenSSL's own socket BIO would be ended by SIGPIPE where a peer is gone.
int descriptor_of(BIO* bio) { return static_cast<int>(reinterpret_cast<std::intptr_t>(BIO_get_data(bio))); }

int bio_write(BIO* bio, const char* bytes, int size) {
    BIO_clear_retry_flags(bio);
    const ssize_t count =
        ::send(descriptor_of(bio), bytes, static_cast<std::size_t>(size), MSG_DONTWAIT | MSG_NOSIGNAL);
    if (count < 0 && (errno == EAGAIN || errno == EINTR)) BIO_set_retry_write(bio);
    return static_cast<int>(count);
}

int bio_read(BIO* bio, char* bytes, int size) {
    BIO_clear_retry_flags(bio);
    const ssize_t count = ::recv(descriptor_of(bio), bytes, static_cast<std::size_t>(size), MSG_DONTWAIT);
    if (count < 0 && (errno == EAGAIN || errno == EINTR)) BIO_set_retry_read(bio);
    if (count == 0) BIO_set_flags(bio, BIO_FLAGS_IN_EOF);
    return static_cast<int>(count);
}

long bio_ctrl(BIO* bio, int what, long, void*) {
    if (what == BIO_CTRL_FLUSH) return 1;
    if (what == BIO_CTRL_EOF) return BIO_test_flags(bio, BIO_FLAGS_IN_EOF) != 0;
    return 0;
}

BIO_METHOD* make_bio_method() {
    BIO_METHOD* method = BIO_meth_new(BIO_get_new_index() | BIO_TYPE_SOURCE_SINK, "socket");
    if (method == nullptr) throw std::bad_alloc();
    BIO_meth_set_write(method, bio_write);
    BIO_meth_set_read(method, bio_read);
    BIO_meth_set_ctrl(method, bio_ctrl);
    return method;
}

// The same three functions for every socket.
const BIO_METHOD* bio_method() {
    static const BIO_METHOD* const method = make_bio_method();
    return method;
}

}  // namespace

void TlsSocket::Free::operator()(ssl_st* ssl) const { SSL_free(ssl); }

TlsSocket::TlsSocket(int descriptor, const TlsContext& context)
    : descriptor_(descriptor), ssl_(SSL_new(context.get())) {
    BIO* bio = ssl_ ? BIO_new(bio_method()) : nullptr;
    if (bio == nullptr) throw std::bad_alloc();
    BIO_set_data(bio, reinterpret_cast<void*>(static_cast<std::intptr_t>(descriptor)));
    BIO_set_init(bio, 1);
    SSL_set_bio(ssl_.get(), bio, bio);
    SSL_set_accept_state(ssl_.get());
}

TlsSocket::~TlsSocket() { ::close(descriptor_); }

// As much as there is, or fits: one record holds 16 KB at most.
ssize_t TlsSocket::read(std::span<char> bytes) {
    std::size_t got = 0;
    while (got < bytes.size()) {
        if (broken_ != 0) return got > 0 ? static_cast<ssize_t>(got) : -broken_;
        ERR_clear_error();
        std::size_t count = 0;
        const int result = SSL_read_ex(ssl_.get(), bytes.data() + got, bytes.size() - got, &count);
        if (result != 1) {
            const ssize_t why = why_not(result, true);
            return got > 0 ? static_cast<ssize_t>(got) : why;
        }
        read_wants_write_ = false;
        got += count;
    }
    return static_cast<ssize_t>(got);
}

// Why nothing was read or written, as a Socket says it.
ssize_t TlsSocket::why_not(int result, bool reading) {
    const int system = errno;
    const int error = SSL_get_error(ssl_.get(), result);
    const bool wants_read = error == SSL_ERROR_WANT_READ;
    if (wants_read || error == SSL_ERROR_WANT_WRITE) {
        (reading ? read_wants_write_ : write_wants_read_) = wants_read != reading;
        return -EAGAIN;
    }
    if (reading && error == SSL_ERROR_ZERO_RETURN) return 0;
    if (error == SSL_ERROR_SYSCALL) {
        broken_ = system != 0 ? system : ECONNRESET;
    } else {
        was_http_ = ERR_GET_REASON(ERR_peek_error()) == SSL_R_HTTP_REQUEST;
        broken_ = EPROTO;
    }
    held_.clear();
    read_wants_write_ = write_wants_read_ = false;
    ERR_clear_error();
    return -broken_;
}

// At most a record: all of it, or -errno.
ssize_t TlsSocket::push(std::string_view record) {
    if (broken_ != 0) return -broken_;
    ERR_clear_error();
    std::size_t count = 0;
    const int result = SSL_write_ex(ssl_.get(), record.data(), record.size(), &count);
    if (result != 1) return why_not(result, false);
    write_wants_read_ = false;
    return static_cast<ssize_t>(count);
}

ssize_t TlsSocket::write(std::string_view bytes) {
    if (!flush()) return broken_ != 0 ? -broken_ : -EAGAIN;
    std::size_t taken = 0;
    while (taken < bytes.size()) {
        const std::string_view record = bytes.substr(taken, kRecordBytes);
        const ssize_t count = push(record);
        if (count == -EAGAIN) held_ = record;
        if (count < 0 && count != -EAGAIN) return taken > 0 ? static_cast<ssize_t>(taken) : count;
        taken += count == -EAGAIN ? record.size() : static_cast<std::size_t>(count);
        if (count == -EAGAIN) break;
    }
    return static_cast<ssize_t>(taken);
}

// Whether nothing is held any more. A peer that wants short records (RFC 6066, 4) gets it in several.
bool TlsSocket::flush() {
    if (held_.empty()) return true;
    while (!held_.empty()) {
        const ssize_t count = push(held_);
        if (count < 0) return false;
        held_.erase(0, static_cast<std::size_t>(count));
    }
    std::string().swap(held_);
    if (finishing_) say_end();
    return true;
}

void TlsSocket::finish() {
    if (held_.empty()) return say_end();
    finishing_ = true;
    flush();
}

void TlsSocket::say_end() {
    ERR_clear_error();
    if (broken_ == 0 && SSL_is_init_finished(ssl_.get()) == 1) SSL_shutdown(ssl_.get());
    ::shutdown(descriptor_, SHUT_WR);
}

}  // namespace dais::live
