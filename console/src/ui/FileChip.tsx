import { Anchor, Modal, UnstyledButton } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { FileText, Image } from "lucide-react";
import { useEffect, useState } from "react";

import { fileAddress, readFile } from "@/api/files";
import { Loaded } from "@/ui/states";

import classes from "./files.module.css";
import { t } from "./text";

export interface ShownFile {
  readonly id: string;
  readonly name?: string | null | undefined;
  readonly media_type: string;
}

interface Props {
  readonly conversation: string;
  readonly file: ShownFile;
}

/** A file that is looked at in place: pictures, PDF and plain text; never markup, which nothing here would draw. */
export function FileChip({ conversation, file }: Props) {
  const [open, setOpen] = useState(false);
  const Icon = file.media_type.startsWith("image/") ? Image : FileText;
  const name = file.name ?? t.file;
  return (
    <>
      <UnstyledButton className={classes.chip} onClick={() => setOpen(true)} aria-label={t.openFile(name)}>
        <Icon size={13} aria-hidden /> {name}
      </UnstyledButton>
      <Modal opened={open} onClose={() => setOpen(false)} title={name} size="xl" centered closeButtonProps={{ "aria-label": t.close }}>
        <Look conversation={conversation} file={file} name={name} />
        <p className={classes.save}>
          <Anchor href={fileAddress(conversation, file.id)} download={name} size="sm">
            {t.saveFile}
          </Anchor>
        </p>
      </Modal>
    </>
  );
}

const PICTURES = ["image/png", "image/jpeg", "image/gif", "image/webp"];

function Look({ conversation, file, name }: Props & { readonly name: string }) {
  const read = useQuery({
    queryKey: ["file", conversation, file.id],
    queryFn: () => readFile(conversation, file.id),
    gcTime: 0,
    staleTime: Infinity,
  });
  return <Loaded of={read}>{(blob) => <Drawn blob={blob} name={name} />}</Loaded>;
}

/** Drawn by what the server found it to be. A type that is not named here is saved, not drawn. */
function Drawn({ blob, name }: { readonly blob: Blob; readonly name: string }) {
  const type = blob.type.split(";")[0] ?? "";
  if (PICTURES.includes(type)) {
    return <Framed blob={blob}>{(url) => <img className={classes.picture} src={url} alt={name} />}</Framed>;
  }
  if (type === "application/pdf") {
    return <Framed blob={blob}>{(url) => <iframe className={classes.pages} src={url} title={name} />}</Framed>;
  }
  return type === "text/plain" ? <Words blob={blob} /> : <p>{t.notShown}</p>;
}

function Framed({ blob, children }: { readonly blob: Blob; readonly children: (url: string) => React.ReactNode }) {
  const [url, setUrl] = useState<string | null>(null);
  useEffect(() => {
    const made = URL.createObjectURL(blob);
    // eslint-disable-next-line react-hooks/set-state-in-effect -- the address lives as long as the picture does
    setUrl(made);
    return () => URL.revokeObjectURL(made);
  }, [blob]);
  return url === null ? null : children(url);
}

function Words({ blob }: { readonly blob: Blob }) {
  const words = useQuery({ queryKey: ["file words", blob], queryFn: () => blob.text(), gcTime: 0 });
  return <pre className={classes.words}>{words.data}</pre>;
}
