package upload

import (
	"encoding/json"
	"errors"
	"io"
	"io/fs"
	"mime/multipart"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"time"
	"unicode"

	"luanphien/dashboard/account"
	"luanphien/dashboard/problem"
)

// Store keeps uploaded files on disk from the upload until their user loads or discards them.
type Store struct {
	Folder string
	Limit  int64 // bytes of all files of one upload
	Now    func() time.Time
}

const (
	// DefaultUploadLimit is the size of an upload, in bytes, above which it is refused.
	DefaultUploadLimit = 500 << 20

	spoolLife    = 24 * time.Hour // after which an upload that nobody loaded is removed
	SweepEvery   = time.Hour
	uploadFiles  = 30  // files in one upload
	LongestName  = 120 // characters of a file's name
	LongestBytes = 240 // of a file's name: what file systems take, with room to spare
	uploadNotes  = "upload.json"
	uploadedMode = 0o600
)

// Upload is a set of files that wait for their user's word.
type Upload struct {
	ID    string
	Login string
	Files []uploadedFile
	// Province is the code of the province that files are of which do not name theirs; "" = the folder's own.
	Province string `json:",omitempty"`
}

type uploadedFile struct {
	Name string
	Size int64
}

var uploadID = regexp.MustCompile(`^[A-Za-z0-9_-]{20,100}$`)

var (
	ErrNoUpload = problem.NotFound("upload.problem.gone")
	ErrNoFile   = problem.Of(422, "upload.problem.no_file")
	errBroken   = problem.Of(400, "upload.problem.broke_off")
)

func (s *Store) path(id string) string { return filepath.Join(s.Folder, id) }

// File is where a file of an upload lies: under its own name, which the history will hold, in a folder of its number.
func (s *Store) File(u *Upload, n int) string {
	return filepath.Join(s.path(u.ID), strconv.Itoa(n), u.Files[n].Name)
}

func (s *Store) Paths(u *Upload) []string {
	var list []string
	for n := range u.Files {
		list = append(list, s.File(u, n))
	}
	return list
}

// Take writes the files of a form to disk as they come in, and keeps all of them or none.
func (s *Store) Take(parts *multipart.Reader, login string) (*Upload, error) {
	u := &Upload{ID: account.NewToken(), Login: login}
	err := s.fill(u, parts)
	if err == nil && len(u.Files) == 0 {
		err = ErrNoFile
	}
	if err == nil {
		err = s.note(u)
	}
	if err != nil {
		return nil, errors.Join(err, os.RemoveAll(s.path(u.ID)))
	}
	return u, nil
}

func (s *Store) fill(u *Upload, parts *multipart.Reader) error {
	left := s.Limit
	for {
		part, err := parts.NextPart()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return BrokenOff(err)
		}
		if part.FileName() == "" { // a field of the form, or no file chosen
			if err := u.readField(part); err != nil {
				return err
			}
			continue
		}
		if len(u.Files) == uploadFiles {
			return problem.Of(422, "upload.problem.most_files", "n", uploadFiles)
		}
		u.Files = append(u.Files, uploadedFile{Name: SafeName(part.FileName())})
		n := len(u.Files) - 1
		size, err := writeFile(s.File(u, n), io.LimitReader(part, left+1))
		if err != nil {
			return err
		}
		if left -= size; left < 0 {
			return s.TooLarge()
		}
		u.Files[n].Size = size
	}
}

// ProvinceField is the field of a form that says of which province files are.
const ProvinceField = "province"

// provinceForm is what the field holds.
var provinceForm = regexp.MustCompile(`^(\d\d)?$`)

var errProvince = problem.Of(422, "upload.problem.no_province")

// readField reads the field that says of which province the files are; there is no other beside the files.
func (u *Upload) readField(part *multipart.Part) error {
	if part.FormName() != ProvinceField {
		return nil
	}
	b, err := io.ReadAll(io.LimitReader(part, 8))
	if err != nil {
		return BrokenOff(err)
	}
	return u.setProvince(string(b))
}

func (u *Upload) setProvince(code string) error {
	if !provinceForm.MatchString(code) {
		return errProvince
	}
	u.Province = code
	return nil
}

// SetProvince says of which province an upload's files are.
func (s *Store) SetProvince(u *Upload, code string) error {
	if err := u.setProvince(code); err != nil {
		return err
	}
	return s.note(u)
}

func BrokenOff(err error) error {
	var p *problem.Problem
	if errors.As(err, &p) {
		return err
	}
	return errBroken.Because(err)
}

func (s *Store) TooLarge() *problem.Problem {
	return problem.Of(413, "upload.problem.too_large", "limit", s.Limit>>20)
}

func writeFile(path string, from io.Reader) (int64, error) {
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return 0, spoolError(err)
	}
	f, err := os.OpenFile(path, os.O_CREATE|os.O_EXCL|os.O_WRONLY, uploadedMode)
	if err != nil {
		return 0, spoolError(err)
	}
	size, err := io.Copy(f, from)
	var onDisk *fs.PathError
	switch {
	case errors.As(err, &onDisk):
		err = spoolError(err)
	case err != nil:
		err = BrokenOff(err)
	}
	return size, errors.Join(err, f.Close())
}

func spoolError(err error) error {
	return problem.Of(507, "upload.problem.unwritable").Because(err)
}

// note marks an upload as whole.
func (s *Store) note(u *Upload) error {
	b, err := json.Marshal(u)
	if err == nil {
		err = os.WriteFile(filepath.Join(s.path(u.ID), uploadNotes), b, uploadedMode)
	}
	return err
}

// Open finds a user's own upload.
func (s *Store) Open(id, login string) (*Upload, error) {
	if !uploadID.MatchString(id) {
		return nil, ErrNoUpload
	}
	b, err := os.ReadFile(filepath.Join(s.path(id), uploadNotes))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, ErrNoUpload
	}
	var u Upload
	if err == nil {
		err = json.Unmarshal(b, &u)
	}
	if err == nil && u.Login != login {
		return nil, ErrNoUpload
	}
	return &u, err
}

func (s *Store) Remove(u *Upload) error { return os.RemoveAll(s.path(u.ID)) }

// Sweep removes uploads that nobody came back for.
func (s *Store) Sweep() error {
	entries, err := os.ReadDir(s.Folder)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	for _, e := range entries {
		info, statErr := e.Info()
		if statErr == nil && uploadID.MatchString(e.Name()) && s.Now().Sub(info.ModTime()) > spoolLife {
			err = errors.Join(err, os.RemoveAll(s.path(e.Name())))
		}
	}
	return err
}

// SafeName is the last part of a file's name without what could lead elsewhere or hide it.
func SafeName(name string) string {
	if i := strings.LastIndexAny(name, `/\`); i >= 0 {
		name = name[i+1:]
	}
	name = strings.Map(func(r rune) rune {
		if unicode.IsControl(r) || unicode.Is(unicode.Cf, r) || r == unicode.ReplacementChar || strings.ContainsRune(`<>:"|?*`, r) {
			return '_'
		}
		return r
	}, name)
	name = strings.TrimLeft(strings.TrimSpace(name), ".~")
	if r := []rune(name); len(r) > LongestName {
		ending := []rune(filepath.Ext(name))
		ending = ending[:min(len(ending), 10)]
		name = string(r[:LongestName-len(ending)]) + string(ending)
	}
	ending := filepath.Ext(name)
	if len(ending) > LongestBytes/4 { // a full stop early in the name
		ending = ""
	}
	for len(name) > LongestBytes {
		stem := []rune(strings.TrimSuffix(name, ending))
		name = string(stem[:len(stem)-1]) + ending
	}
	if name == "" || name == uploadNotes {
		return "file"
	}
	return name
}
