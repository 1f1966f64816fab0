// How TLS is spoken here, and the certificate that is shown: of a server, for all its sockets.
//
// TLS 1.2 and 1.3 (RFC 5246, RFC 8446) with forward secrecy and authenticated ciphers alone; no compression, no
// renegotiation, no certificates of clients. Tickets make coming back cheap (RFC 5077), HTTP/1.1 is all that is offered
// (ALPN, RFC 7301). Immutable and shared between threads; a connection keeps what it began with.
#pragma once

#include <memory>
#include <string>

struct ssl_ctx_st;

namespace dais::live {

class TlsContext {
public:
    // Of two PEM files, the first with the chain. Throws std::runtime_error with the remedy if they cannot be used.
    // What works but should be looked after (expired, a key that others may read) is told in the operator's log.
    TlsContext(const std::string& certificate_file, const std::string& key_file);

    ssl_ctx_st* get() const { return context_.get(); }
    // Whom the certificate is for and until when, for the operator.
    const std::string& about() const { return about_; }

private:
    struct Free {
        void operator()(ssl_ctx_st* context) const;
    };
    std::unique_ptr<ssl_ctx_st, Free> context_;
    std::string about_;
};

}  // namespace dais::live
